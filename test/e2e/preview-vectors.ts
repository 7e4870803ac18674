/** Ways in which a mail can try to ask for something or to run a script. Each is the HTML of a mail of its own. */

/** `url` is where a request can be seen, `run` a script whose running can be. */
type Make = (url: string, run: string) => string

const svg = (content: string) =>
  `<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="50" height="50">${content}</svg>`
const hex = (text: string) => Array.from(text, (char) => `\\${char.charCodeAt(0).toString(16)} `).join('')
const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

export const VECTORS: Readonly<Record<string, Make>> = {
  // Images
  img: (url) => `<img src="${url}">`,
  'img without quotes': (url) => `<img src=${url}>`,
  'img in capitals': (url) => `<IMG SRC='${url}'>`,
  'img with line ends': (url) => `<img src="${url.replace('//', '/\n/').replace('http', 'ht\ttp')}">`,
  'img srcset': (url) => `<img srcset="${url} 1x, ${url} 2x">`,
  'img sizes': (url) => `<img srcset="${url} 100w" sizes="100vw">`,
  'picture source': (url) => `<picture><source srcset="${url}"><img alt="x"></picture>`,
  image: (url) => `<image src="${url}">`,
  'img lazy': (url) => `<img loading="lazy" width="5" height="5" src="${url}">`,
  'input image': (url) => `<input type="image" src="${url}">`,
  'body background': (url) => `<body background="${url}">x`,
  'table background': (url) => `<table background="${url}"><tr><td background="${url}">x</table>`,
  'link favicon': (url) => `<link rel="icon" href="${url}">`,
  'link apple icon': (url) => `<link rel="apple-touch-icon shortcut icon" href="${url}">`,
  // Style
  'style attribute': (url) => `<div style="background:url(${url});height:9px">x</div>`,
  'style element': (url) => `<style>p{background:url("${url}")}</style><p>x`,
  'style import': (url) => `<style>@import "${url}";</style>`,
  'style import url': (url) => `<style>@import url(${url}) screen;</style>`,
  'style variable': (url) => `<style>:root{--x:url(${url})}p{background:var(--x)}</style><p>x`,
  'style image-set': (url) => `<div style="background-image:image-set('${url}' 1x);height:9px">x</div>`,
  'style cross-fade': (url) =>
    `<div style="background-image:-webkit-cross-fade(url(${url}),url(${url}),50%);height:9px">x</div>`,
  'style escapes': (url) => `<div style="background:${hex('url')}(${url});height:9px">x</div>`,
  'style escaped url': (url) => `<style>p{background:url(${hex(url)})}</style><p>x`,
  'style unclosed url': (url) => `<style>p{background:url(${url}`,
  'style attribute unclosed url': (url) => `<p style="background:url(${url}">x</p>`,
  'style comment in a word': (url) =>
    `<style>p{back/**/ground:none;background:/**/url(/**/${url})}</style><p style="background:url(${url})">x`,
  'style list image': (url) => `<ul style="list-style-image:url(${url})"><li>x</ul>`,
  'style content': (url) => `<style>p::before{content:url(${url})}</style><p>x`,
  'style cursor': (url) => `<style>*{cursor:url(${url}),auto}</style><p>x`,
  'style border and mask': (url) => `<div style="border:9px solid;border-image:url(${url}) 9;mask:url(${url})">x</div>`,
  'style shape': (url) => `<div style="float:left;width:9px;height:9px;shape-outside:url(${url})">x</div>`,
  'style filter': (url) => `<div style="filter:url(${url}#x)">x</div>`,
  'style font': (url) => `<style>@font-face{font-family:f;src:url(${url})}p{font-family:f}</style><p>x`,
  'style namespace': (url) => `<style>@namespace svg url(${url});@import url(${url});</style>`,
  'link stylesheet': (url) => `<link rel="stylesheet" href="${url}">`,
  'link stylesheet and more': (url) => `<link rel="stylesheet preconnect prefetch" href="${url}">`,
  // Links that act by themselves
  'link prefetch': (url) => `<link rel="prefetch" href="${url}">`,
  'link preload': (url) => `<link rel="preload" as="image" href="${url}"><link rel="preload" as="fetch" href="${url}">`,
  'link modulepreload': (url) => `<link rel="modulepreload" href="${url}">`,
  'link preconnect': (url) => `<link rel="preconnect" href="${url}">`,
  'link dns-prefetch': (url) => `<link rel="dns-prefetch" href="${url}">`,
  'link prerender': (url) => `<link rel="prerender" href="${url}">`,
  'link manifest': (url) => `<link rel="manifest" href="${url}">`,
  'html manifest': (url) => `<html manifest="${url}"><p>x`,
  // Going somewhere
  'meta refresh': (url) => `<meta http-equiv="refresh" content="0;url=${url}">`,
  'meta refresh in the body': (url) =>
    `<p>x<meta content="0;${url}" http-equiv=" REFRESH"><META HTTP-EQUIV=Refresh CONTENT='0; URL="${url}"'>`,
  base: (url) => `<base href="${url}/"><img src="x.png"><link rel="stylesheet" href="x.css">`,
  'form autosubmit': (url, run) =>
    `<form id="f" action="${url}"><input name="q" autofocus onfocus="this.form.submit()"></form><script>f.submit();${run}</script>`,
  // Frames
  iframe: (url) => `<iframe src="${url}"></iframe>`,
  'iframe srcdoc': (url, run) =>
    `<iframe srcdoc="${attribute(`<img src="${url}"><script>parent.${run}</script>`)}"></iframe>`,
  'iframe javascript': (_, run) => `<iframe src="javascript:parent.${run}"></iframe>`,
  frameset: (url) => `<frameset><frame src="${url}"></frameset>`,
  object: (url) => `<object data="${url}"></object>`,
  'object html': (url) => `<object type="text/html" data="${url}"><img src="${url}"></object>`,
  embed: (url) => `<embed src="${url}"><embed type="image/svg+xml" src="${url}">`,
  applet: (url) => `<applet codebase="${url}" archive="${url}" code="x"></applet>`,
  portal: (url) => `<portal src="${url}"></portal><fencedframe src="${url}"></fencedframe>`,
  // Media
  'video src': (url) => `<video autoplay muted src="${url}"></video>`,
  'video poster': (url) => `<video poster="${url}"></video>`,
  'video source and track': (url) => `<video autoplay muted><source src="${url}"><track default src="${url}"></video>`,
  'audio src': (url) => `<audio autoplay preload="auto" src="${url}"></audio>`,
  // SVG and MathML
  'svg image': (url) => svg(`<image href="${url}" width="9" height="9"/>`),
  'svg image xlink': (url) => svg(`<image xlink:href="${url}" width="9" height="9"/>`),
  'svg use': (url) => svg(`<use href="${url}#x"/>`),
  'svg feImage': (url) =>
    svg(`<filter id="f"><feImage href="${url}"/></filter><rect width="9" height="9" filter="url(#f)"/>`),
  'svg animated image': (url) =>
    svg(`<image width="9" height="9"><animate attributeName="href" values="${url}"/></image>`),
  'svg set on a link': (url, run) =>
    svg(
      `<a><animate attributeName="href" to="javascript:${run}"/><text y="9">x</text></a><image><set attributeName="href" to="${url}"/></image>`,
    ),
  'svg style': (url) => svg(`<style>rect{fill:url(${url});background:url(${url})}@import url(${url});</style><rect/>`),
  'svg script': (url, run) => svg(`<script href="${url}"></script><script>${run}</script>`),
  'svg onload': (_, run) => `<svg onload="${run}"><animate onbegin="${run}" attributeName="x" dur="1s"/></svg>`,
  'svg data image': (url) =>
    `<img src="data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><image href="${url}"/></svg>`)}">`,
  'math link': (_, run) => `<math href="javascript:${run}"><mi xlink:href="javascript:${run}">x</mi></math>`,
  // Scripts
  script: (_, run) => `<script>${run}</script>`,
  'script src': (url) => `<script src="${url}"></script><script async defer type="module" src="${url}"></script>`,
  'script speculation': (url) => `<script type="speculationrules">{"prefetch":[{"urls":["${url}"]}]}</script>`,
  'script import map': (url) =>
    `<script type="importmap">{"imports":{"x":"${url}"}}</script><script type="module">import "x"</script>`,
  'img onerror': (_, run) => `<img src="x:y" onerror="${run}">`,
  'img onerror with slashes': (_, run) => `<img/src="x:y"/onerror="${run}">`,
  'details ontoggle': (_, run) => `<details open ontoggle="${run}">x</details>`,
  'body onload': (_, run) => `<body onload="${run}" onpageshow="${run}">x`,
  'style onload': (_, run) => `<style onload="${run}">p{color:red}</style>`,
  'animation handler': (_, run) =>
    `<style>@keyframes k{}p{animation:k 1ms}</style><p onanimationstart="${run}" onanimationend="${run}">x`,
  'video onerror': (_, run) => `<video><source onerror="${run}" src="x:y"></video>`,
  'repeated attribute': (url, run) =>
    `<img onerror=x onerror="${run}" src="x:y"><meta name=x content="0;${url}" http-equiv=x http-equiv=refresh>`,
  // What one parser sees and another does not
  'joined tags': (url) => `<<script></script>meta http-equiv=refresh content="0;${url}">`,
  'joined tags by a link': (url) => `<<link rel=x>link rel=preconnect href="${url}">`,
  'svg p style': (url, run) =>
    `<svg></p><style><a id="</style><meta http-equiv=refresh content='0;${url}'><img src='${url}'><script>${run}</script>">`,
  'math style comment': (url, run) =>
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src='${url}' onerror='${run}'&gt;"><meta http-equiv=refresh content='0;${url}'>-->`,
  'svg comment': (url) =>
    `<svg></br><style><!--</style><link rel=preconnect href="${url}"><meta http-equiv=refresh content="0;${url}">-->`,
  'svg cdata': (url, run) =>
    `<svg></p><![CDATA[><meta http-equiv=refresh content="0;${url}"><script>${run}</script><link rel=preconnect href="${url}">]]>`,
  'select style': (url) => `<select><style></select><meta http-equiv=refresh content="0;${url}"></style></select>`,
  'end tag with attributes': (url) =>
    `<svg></p><style></x a="</style><meta http-equiv=refresh content='0;${url}'><link rel=preconnect href='${url}'>">`,
  noscript: (url, run) =>
    `<noscript><p title="</noscript><meta http-equiv=refresh content='0;${url}'><img src=x: onerror='${run}'>">`,
  textarea: (url) => `<textarea><p title="</textarea><meta http-equiv=refresh content='0;${url}'><img src='${url}'>">`,
  title: (url) => `<title><p title="</title><link rel=preconnect href='${url}'><img src='${url}'>">`,
  'conditional comment': (url) =>
    `<!--[if !mso]><!--><link rel="stylesheet" href="${url}"><meta http-equiv=refresh content="0;${url}"><!--<![endif]-->`,
  'comment that ends early': (url) => `<!--><meta http-equiv=refresh content="0;${url}">--><!---><img src="${url}">`,
  'comment with a bang': (url) => `<!-- --!><link rel="preconnect" href="${url}"><img src="${url}"> -->`,
  'declarative shadow': (url, run) =>
    `<div><template shadowrootmode="open"><img src="${url}" onerror="${run}"><link rel="stylesheet" href="${url}"></template></div>`,
  'nul in a name': (url, run) =>
    `<scr\0ipt>${run}</scr\0ipt><img src="${url}" on\0error="${run}"><\0meta http-equiv=refresh content="0;${url}">`,
  'doctype with a tag': (url) =>
    `<!DOCTYPE html SYSTEM "><meta http-equiv=refresh content='0;${url}'>"><img src="${url}">`,
  'unfinished tag': (url) => `<img src="${url}"><meta http-equiv="refresh" content="0;${url}`,
  'referrer policy': (url) =>
    `<meta name="referrer" content="unsafe-url"><img referrerpolicy="unsafe-url" src="${url}">`,
}
