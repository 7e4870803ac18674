// Waits, picks and deletes with the HttpClient of Java as it comes, while a WebSocket of the same client follows the feed.
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

class FeedInUse {
    static final int MAILS = 20;
    static final String MAILSINK = System.getenv("MAILSINK_URL");
    static final HttpClient http = HttpClient.newHttpClient();

    public static void main(String[] args) throws Exception {
        var feed = new Feed();
        var socket = http.newWebSocketBuilder()
            .buildAsync(URI.create(MAILSINK.replaceFirst("^http", "ws") + "/api/feed"), feed).get(10, TimeUnit.SECONDS);
        String link = null;
        for (var i = 0; i < MAILS; i++) {
            var to = "feed-" + i + "@example.com";
            var form = BodyPublishers.ofString("{\"email\":\"" + to + "\",\"password\":\"secret\"}");
            answer(request(System.getenv("APP_URL") + "/sign-up").header("Content-Type", "application/json").POST(form));
            link = answer(request(MAILSINK + "/api/wait?timeout=10s&pick=link:confirm&to=" + to));
            var deleted = answer(request(MAILSINK + "/api/messages?to=" + to).DELETE());
            if (!deleted.equals("{\"deleted\":1}")) throw new AssertionError(deleted);
        }
        System.out.println("picked " + link);
        if (!feed.all.await(10, TimeUnit.SECONDS)) throw new AssertionError("The feed told only: " + feed.text);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
        System.out.println("the feed told of " + MAILS + " mails and " + MAILS + " deletions");
    }

    static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    static String answer(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new AssertionError(answer.statusCode() + " " + answer.body());
        return answer.body();
    }

    static class Feed implements WebSocket.Listener {
        final CountDownLatch all = new CountDownLatch(2 * MAILS);
        final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                var events = Pattern.compile("\"type\":\"message\\.(added|removed)\"").matcher(text);
                while (events.find()) all.countDown();
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
