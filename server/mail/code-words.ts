/** The words around a number that say what it is: a one-time code, or an order, a price, a phone number. */

/** Letters that make words with spaces between them: next to one of these, a keyword is only a piece of a longer word. */
const letter = String.raw`[\p{Script=Latin}\p{Script=Cyrillic}\p{N}_]`
const word = (alternatives: string[]) => `(?<!${letter})(?:${alternatives.join('|')})(?!${letter})`

/** Words that announce a code. Longer ones come first, for the first that fits is the one that is quoted as the reason. */
export const announcing = new RegExp(
  [
    word([
      // English
      String.raw`(?:one|single)[- ]?(?:time|use)[- ](?:security[- ]|verification[- ]|login[- ]|sign[- ]in[- ])?(?:pass ?words?|pass ?codes?|pins?|codes?)`,
      String.raw`(?:security|verification|authentication|confirmation|authori[sz]ation|log[- ]?in|sign[- ]?in|sign[- ]?up|access|activation|reset|recovery|backup|pairing|device|two[- ]factor|2fa|mfa|sms|temporary)[- ](?:codes?|pins?|tokens?)`,
      String.raw`pass ?codes?`,
      String.raw`t?otp`,
      String.raw`pin`,
      String.raw`verification`,
      // French, Spanish, Portuguese, Italian: the noun comes first
      String.raw`codes? (?:de |d['’]|à )(?:v[ée]rification|s[ée]curit[ée]|confirmation|connexion|validation|activation|authentification|usage unique)`,
      String.raw`mots? de passe (?:à usage unique|temporaire|unique)`,
      String.raw`c[oó]digos? (?:de |do |da )?(?:verificaci[oó]n|verifica[cç][aã]o|seguridad|seguran[cç]a|confirmaci[oó]n|confirma[cç][aã]o|acceso|acesso|activaci[oó]n|ativa[cç][aã]o|un solo uso|uso [uú]nico)`,
      String.raw`(?:clave|contraseña|senha) (?:de un solo uso|de uso [uú]nico|temporal|tempor[aá]ria|din[aá]mica)`,
      String.raw`c[oó]digos?`,
      String.raw`codic[ei] (?:di |d['’])?(?:verifica|sicurezza|conferma|accesso|attivazione|autenticazione|monouso)`,
      String.raw`codic[ei]`,
      // German, Dutch, Swedish: one word
      String.raw`einmal(?:-?pass ?wort|-?kennwort|-?pin)`,
      String.raw`(?:sms-?|i|m|push)?tan`,
      String.raw`eenmalig wachtwoord`,
      String.raw`eng[åa]ngsl[öo]senord(?:et)?`,
      String.raw`\p{L}{0,30}codes?`,
      // Swedish, Polish, Turkish
      String.raw`\p{L}{0,30}kod(?:en|er|u|em|y|ów|unuz|un|um|lar\p{L}{0,6})?`,
      String.raw`jednorazowe has[łl]o`,
      String.raw`has[łl]o jednorazowe`,
      String.raw`(?:tek kullanımlık |geçici )?[şs]ifre(?:niz|si|n)?`,
      // Russian, Ukrainian
      String.raw`код(?:а|у|ом|и|ы)?`,
      String.raw`одноразов\p{L}{1,4} парол\p{L}{1,3}`,
    ]),
    // Chinese, Japanese, Korean: no spaces, so no edges to look for
    '[验驗][证證]\\s?[码碼]|[校检檢][验驗][码碼]|[动動][态態](?:密[码碼]|[码碼])|一次性(?:密[码碼]|[验驗][证證][码碼])|安全[码碼]|[确確][认認][码碼]',
    '(?:認証|確認|検証|セキュリティ|セキュリティー|ログイン|ワンタイム|本人確認)(?:コード|番号|パスワード|キー)|暗証番号|コード',
    '(?:인증|확인|보안|로그인|일회용)\\s?(?:번호|코드|비밀번호)|코드',
  ].join('|'),
  'giu',
)

/** Before such a word, a "code" is not one that is entered once. */
export const otherCodeBefore =
  /(?:zip|postal|post|area|country|calling|dial(?:l?ing)?|promo\p{L}*|discount|coupon|voucher|gift(?:[ -]?card)?|referral|error|status|source|qr|bar|product|item|booking|reservation|order|tracking|sort|swift|bank|tax|vat|dress|colou?r|hex|html|sku|model|serial|licen[cs]e|exit|response|https?|customer|station|airport|posta|indirim|kampanya|hata|ürün|почтов\p{L}*|поштов\p{L}*|クーポン|郵便|エラー|ソース|バー|쿠폰|우편|할인|오류|优惠|優惠|折扣|错误|邮政)[\s-]*$/iu

/** After such a beginning, "code" is only the second half of another word. */
export const otherCodeWithin =
  /^(?:bar|post|zip|uni|qr|en|de|trans|en|gutschein|rabatt|aktions|fehler|quell|farb|länder|laender|kunden|artikel|bestell|buchungs|produkt|streich|strich|kortings|actie|fout|klant|streepjes|promo|sours|source|rabatt|kampanj|streck|felkod|fel|art|error|discount|coupon|color|colour|hex|by|epi|pin|геш|промо|штрих|qr-|qr )(?:codes?|kod\p{L}*)$/iu

/** Before such words, "code" means something else; where the adjective follows the noun. */
export const otherCodeAfter =
  /^[\s-]+(?:postal\p{L}*|post\p{L}+|promo\p{L}*|fiscal\p{L}*|sconto|pocztow\p{L}*|rabatow\p{L}*|promocyjn\p{L}*|produktu|b[łl][ęe]du|barras|pa[ií]s|article|produit|erreur|client|avantage|cadeau|(?:de |du |d['’]|do )(?:descuento|r[ée]duction|remise|desconto|barras|error|erro|erreur|área|area|país|pays|cliente|client|pedido|producto|produto|produit|conduct\p{L}*|conduite|promo\p{L}*)|of conduct|товар\p{L}*|заказ\p{L}*|ошибк\p{L}*|помилк\p{L}*|review|base|snippets?|blocks?|freeze|samples?|changes?|city)(?!\p{L})/iu

/** What a number next to one of these is instead. */
export const otherNumbers = new RegExp(
  [
    word([
      String.raw`orders?|invoices?|receipt|ticket|case|tracking|shipment|parcel|package|ref(?:erence)?|customer|client|account|iban|booking|reservation|confirmation (?:number|no)|phone|tel(?:ephone)?|mobile|cell|fax|call(?: us)?|hotline|text us|zip|postcode|postal|price|total|subtotal|amount|sum|balance|copyright|room|flight|gate|id|sku|item|article|suite|floor|street|box|version|build|page|year|since|until|dated?`,
      String.raw`(?:auftrag|bestell|rechnung|kunden|konto|vertrag|sendung|artikel|ticket|vorgang|telefon|fax)\p{L}{0,20}|tel|plz|preis|betrag|summe|gesamt\p{L}{0,10}|anruf\p{L}{0,4}|stand|seit|jahr`,
      String.raw`commandes?|factures?|t[ée]l[ée]phone|appelez|montant|prix|depuis|r[ée]f[ée]rence|dossier|colis`,
      String.raw`pedido|factura|tel[ée]fono|llam[ae]\p{L}{0,3}|importe|precio|referencia|encomenda|fatura|telefone|valor|preço|ligue`,
      String.raw`ordine|fattura|telefono|chiama\p{L}{0,4}|importo|prezzo|spedizione|cap`,
      String.raw`bestelling|bestelnummer|factuur|factuurnummer|bel|bedrag|prijs|klantnummer`,
      String.raw`(?:order|faktura|kund)\p{L}{0,12}|beställning\p{L}{0,8}|ring|belopp|pris`,
      String.raw`zam[óo]wieni\p{L}{1,3}|faktur\p{L}{1,3}|zadzwo[ńn]|kwot\p{L}{1,2}|cena|numer`,
      String.raw`заказ\p{L}{0,3}|сч[её]т\p{L}{0,3}|телефон\p{L}{0,3}|звоните|сумма|цена|индекс|замовлен\p{L}{1,3}|рахун\p{L}{1,3}|дзвоніть|сума|ціна`,
      String.raw`sipari[şs]\p{L}{0,6}|fatura\p{L}{0,4}|telefon\p{L}{0,4}|arayın|tutar\p{L}{0,2}|fiyat\p{L}{0,2}`,
      String.raw`n[or]\.|n[°º]`,
    ]),
    '№|©|订单|訂單|发票|發票|电话|電話|邮编|郵遞|金额|金額|价格|注文|請求書|郵便番号|お電話|合計|주문|송장|전화|우편번호|금액|가격',
  ].join('|'),
  'giu',
)

/** What stands right before an amount of money. */
export const moneyBefore =
  /(?:[$€£¥₹₽₺₩₴]|(?<!\p{L})(?:usd|eur|gbp|chf|jpy|cny|rmb|sek|nok|dkk|pln|zł|rub|uah|try|brl|inr|krw|kr|rs)\.?)\s?$/iu

/** What stands right after a number that counts, measures or dates something. */
export const unitAfter =
  /^\s?(?:[%°$€£¥₹₽₺₩₴]|(?:usd|eur|euros?|gbp|chf|jpy|cny|sek|nok|dkk|pln|zł|złotych|rub|руб\p{L}*|грн|uah|try|tl|brl|inr|krw|kr|dollars?|pounds?|points?|punkte|miles|minut\p{L}*|min|hours?|stunden|heures?|horas?|uur|timmar|seconds?|secs?|sekunden|days?|tage|jours|días|dias|giorni|dagen|dagar|dni|дней|минут\p{L}*|хвилин\p{L}*|dakika|people|users?|customers?|items?|times|km|kg|cm|mm|px|pt|[kmg]b)(?!\p{L})|年|月|日|円|元|块|원|분|년|分钟|分鐘|分)/iu
