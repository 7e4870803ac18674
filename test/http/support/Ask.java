import java.net.URI;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Java's own client as anybody would use it: it offers h2c with every request over plain HTTP. */
class Ask {
  public static void main(String[] args) throws Exception {
    var client = HttpClient.newHttpClient();
    var base = URI.create(args[0]);
    var mail = "Subject: from Java\r\n\r\n" + "x".repeat(100_000);
    var requests = new HttpRequest[] {
      HttpRequest.newBuilder(base.resolve("api/info")).build(),
      HttpRequest.newBuilder(base.resolve("api/messages"))
          .header("Content-Type", "message/rfc822").POST(BodyPublishers.ofString(mail)).build(),
      HttpRequest.newBuilder(base.resolve("api/messages"))
          .header("Content-Type", "application/json")
          .method("DELETE", BodyPublishers.ofString("{\"ids\":[]}")).build(),
      HttpRequest.newBuilder(base.resolve("api/nowhere")).build(),
    };
    for (var request : requests) {
      var response = client.send(request, BodyHandlers.ofString());
      System.out.println(response.statusCode() + " " + response.version());
    }
    var socket = client.newWebSocketBuilder()
        .buildAsync(URI.create(args[0].replace("http", "ws") + "api/feed"), new WebSocket.Listener() {}).join();
    System.out.println("WebSocket " + (socket.isOutputClosed() ? "closed" : "open"));
    System.exit(0);
  }
}
