import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.FileWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.logging.LogManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * TLS and passwords before a cluster that has neither, for the tests of the engine.
 *
 * <p>It prints {@code ready PORT}, lets through who knows the password or the key, and lives as long as whoever holds its standard
 * input. Without {@code --user} and {@code --api-key} it lets everyone through.
 */
public final class Proxy {
    private static final String USAGE = "Proxy PORT TARGET_URL [--plain] [--keystore FILE.p12 --password PASS] [--user NAME:PASSWORD]"
            + " [--api-key KEY] [--log FILE]";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int PORT_TAKEN = 3;
    /** Each of the two connections has its own: these go no further. */
    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection", "content-length", "date", "expect", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10)).build();
    private final Set<String> welcome = new HashSet<>();
    private String target;
    private Writer log;

    public static void main(String[] args) {
        LogManager.getLogManager().reset();
        // Else an answer waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            new Proxy().run(args);
            System.in.transferTo(OutputStream.nullOutputStream());
            Runtime.getRuntime().halt(0);
        } catch (BindException error) {
            fail(PORT_TAKEN, "port " + args[0] + ": " + error.getMessage());
        } catch (IOException | GeneralSecurityException error) {
            fail(FAILED, error.toString());
        } catch (IllegalArgumentException error) {
            fail(MISUSED, error.getMessage() + "; " + USAGE);
        }
    }

    private void run(String[] args) throws IOException, GeneralSecurityException {
        if (args.length < 2) {
            throw new IllegalArgumentException("no port or no target");
        }
        String keystore = null;
        String password = "";
        boolean plain = false;
        for (int at = 2; at < args.length; at++) {
            if (args[at].equals("--plain")) {
                plain = true;
                continue;
            }
            if (at + 1 == args.length) {
                throw new IllegalArgumentException(args[at] + " stands alone");
            }
            String value = args[++at];
            switch (args[at - 1]) {
                case "--keystore" -> keystore = value;
                case "--password" -> password = value;
                case "--user" -> welcome.add("Basic " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
                case "--api-key" -> welcome.add("ApiKey " + value);
                case "--log" -> log = new FileWriter(value, StandardCharsets.UTF_8, true);
                default -> throw new IllegalArgumentException("unknown: " + args[at - 1]);
            }
        }
        if (plain == (keystore != null)) {
            throw new IllegalArgumentException("either --plain or --keystore");
        }
        target = args[1].replaceAll("/+$", "");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(args[0]));
        HttpServer server = plain ? HttpServer.create(address, 0) : secure(address, keystore, password.toCharArray());
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println("ready " + server.getAddress().getPort());
        System.out.flush();
    }

    private static HttpServer secure(InetSocketAddress address, String keystore, char[] password)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(Path.of(keystore))) {
            keys.load(file, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            // All of it, also for those who are turned away: a client that is still sending hears no answer.
            byte[] body = exchange.getRequestBody().readAllBytes();
            String asked = exchange.getRequestURI().getRawPath();
            if (exchange.getRequestURI().getRawQuery() != null) {
                asked += "?" + exchange.getRequestURI().getRawQuery();
            }
            note(exchange.getRequestMethod() + " " + asked);
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            if (!welcome.isEmpty() && (shown == null || !welcome.contains(shown))) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"OpenSearch Security\"");
                String reason = shown == null ? "missing authentication credentials" : "unable to authenticate with the given credentials";
                refuse(exchange, 401, "security_exception", reason);
                return;
            }
            HttpResponse<byte[]> answer;
            try {
                answer = client.send(request(exchange, asked, body), HttpResponse.BodyHandlers.ofByteArray());
            } catch (IOException error) {
                refuse(exchange, 502, "connect_transport_exception", "the node behind the proxy does not answer");
                return;
            } catch (InterruptedException error) {
                Thread.currentThread().interrupt();
                return;
            }
            Headers headers = exchange.getResponseHeaders();
            answer.headers().map().forEach((name, values) -> {
                if (passes(name)) {
                    values.forEach(value -> headers.add(name, value));
                }
            });
            send(exchange, answer.statusCode(), answer.body());
        }
    }

    private HttpRequest request(HttpExchange exchange, String asked, byte[] body) {
        // Whether a request without a body says so is all the same to the server, and not to HttpClient's GET.
        HttpRequest.BodyPublisher sent =
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target + asked)).method(exchange.getRequestMethod(), sent);
        exchange.getRequestHeaders().forEach((name, values) -> {
            // Who may ask is settled here: the cluster behind knows nobody.
            if (passes(name) && !name.equalsIgnoreCase("authorization")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static boolean passes(String header) {
        return !header.startsWith(":") && !OF_ONE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    private static void refuse(HttpExchange exchange, int status, String type, String reason) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        String body = String.format("{\"error\":{\"type\":\"%s\",\"reason\":\"%s\"},\"status\":%d}", type, reason, status);
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        // -1 is none at all, 0 would be one of unknown length.
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        if (!none) {
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized void note(String line) throws IOException {
        if (log != null) {
            log.write(line + "\n");
            log.flush();
        }
    }

    private static void fail(int status, String reason) {
        System.err.println("proxy: " + reason);
        Runtime.getRuntime().halt(status);
    }
}
