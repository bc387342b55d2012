import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;

import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.geo.GeoModulePlugin;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.rankeval.RankEvalPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.ingest.common.IngestCommonPlugin;
import org.opensearch.join.ParentJoinPlugin;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.painless.PainlessPlugin;
import org.opensearch.percolator.PercolatorPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.script.expression.ExpressionPlugin;
import org.opensearch.script.mustache.MustachePlugin;
import org.opensearch.search.aggregations.matrix.MatrixAggregationPlugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of an OpenSearch cluster on 127.0.0.1, for the tests of the engine.
 *
 * <p>It prints {@code ready} when it belongs to a cluster that has elected its manager and answers over HTTP, and lives as long as
 * whoever holds its standard input: a test that dies takes its nodes with it. The same folder brings the same data back.
 */
public final class Node {
    private static final String USAGE = "Node NAME CLUSTER FOLDER HTTP_PORT TRANSPORT_PORT SEEDS NAMES [KEY=VALUE...]";
    private static final String HERE = "127.0.0.1";
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int PORT_TAKEN = 3;
    /** A node that hangs while it closes is left behind: what it has acknowledged is on the disk. */
    private static final long CLOSING_MS = 2_500;

    /** The modules that every distribution of the server has. */
    private static final List<Class<? extends Plugin>> MODULES = List.of(
            CommonAnalysisPlugin.class, ExpressionPlugin.class, GeoModulePlugin.class, IngestCommonPlugin.class, MapperExtrasPlugin.class,
            MatrixAggregationPlugin.class, MustachePlugin.class, Netty4Plugin.class, PainlessPlugin.class, ParentJoinPlugin.class,
            PercolatorPlugin.class, RankEvalPlugin.class, ReindexPlugin.class);

    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;
    private static volatile Server server;
    private static volatile boolean ending;

    /** A class of its own: the one with {@code main} must silence the logs before this one's parent begins them. */
    private static final class Server extends org.opensearch.node.Node {
        Server(Settings settings) {
            super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> null), MODULES, true);
        }

        /** Here the server would tell its logs which node they are of. */
        @Override
        protected void configureNodeAndClusterIdStateListener(ClusterService service) {}
    }

    public static void main(String[] args) {
        if (args.length < 7) {
            fail(MISUSED, USAGE);
        }
        silence();
        // Beside it the server has only daemons: it keeps the process alive.
        new Thread(Node::endWithInput, "input").start();
        Runtime.getRuntime().addShutdownHook(new Thread(Node::closeSoon, "closing"));
        try {
            int http = Integer.parseInt(args[3]);
            int transport = Integer.parseInt(args[4]);
            // The server would say so only after half its start.
            free(http);
            free(transport);
            server = new Server(settings(args, http, transport));
            server.start();
            while (!answers(http)) {
                Thread.sleep(50);
            }
            OUT.println("ready");
            OUT.flush();
        } catch (Throwable error) {
            if (!ending) {
                fail(isTaken(error) ? PORT_TAKEN : FAILED, reason(error));
            }
        }
    }

    private static Settings settings(String[] args, int http, int transport) {
        Settings.Builder settings = Settings.builder()
                .put("node.name", args[0])
                .put("cluster.name", args[1])
                .put("path.home", Path.of(args[2]).toAbsolutePath().toString())
                .put("network.host", HERE)
                .put("http.port", http)
                .put("transport.port", transport)
                .put("discovery.seed_hosts", args[5])
                .put("cluster.initial_cluster_manager_nodes", args[6])
                // Nodes that begin one after another need not wait for a whole second for the last.
                .put("discovery.find_peers_interval", "200ms")
                // Without an elected manager there is nothing to be ready for.
                .put("discovery.initial_state_timeout", "10m")
                // The disks of those who test are fuller than a server's.
                .put("cluster.routing.allocation.disk.threshold_enabled", false);
        for (String setting : Arrays.copyOfRange(args, 7, args.length)) {
            int at = setting.indexOf('=');
            if (at < 1) {
                fail(MISUSED, "not KEY=VALUE: " + setting);
            }
            settings.put(setting.substring(0, at), setting.substring(at + 1));
        }
        return settings.build();
    }

    /** Before the first class that logs. */
    private static void silence() {
        System.setProperty("log4j2.StatusLogger.level", "OFF");
        System.setProperty("org.apache.logging.log4j.level", "OFF");
        System.setProperty("log4j2.disable.jmx", "true");
        // Else it puts a hook of its own beside ours.
        System.setProperty("log4j.shutdownHookEnabled", "false");
        LogManager.getLogManager().reset();
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    }

    private static void free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HERE), port));
        } catch (BindException error) {
            throw new BindException("port " + port + ": " + error.getMessage());
        }
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection asked = (HttpURLConnection) new URL("http", HERE, port, "/_cluster/health?timeout=1s").openConnection();
            asked.setConnectTimeout(2_000);
            asked.setReadTimeout(5_000);
            try {
                return asked.getResponseCode() == 200;
            } finally {
                asked.disconnect();
            }
        } catch (IOException error) {
            return false;
        }
    }

    private static void endWithInput() {
        byte[] ignored = new byte[256];
        try {
            while (System.in.read(ignored) >= 0) {
                // Nothing is said to a node.
            }
        } catch (IOException error) {
            // As good as the end.
        }
        closeSoon();
        Runtime.getRuntime().halt(0);
    }

    private static void closeSoon() {
        ending = true;
        // What fails now fails because it ends.
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        Thread closing = new Thread(() -> {
            try {
                Server open = server;
                if (open != null) {
                    open.close();
                }
            } catch (Throwable error) {
                // It ends all the same.
            }
        }, "close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSING_MS);
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isTaken(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException || cause.getClass().getSimpleName().startsWith("Bind")) {
                return true;
            }
        }
        return false;
    }

    private static String reason(Throwable error) {
        StringBuilder reason = new StringBuilder();
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            reason.append(reason.length() == 0 ? "" : ": ").append(cause);
        }
        return reason.toString().replaceAll("\\s+", " ");
    }

    private static void fail(int status, String reason) {
        ERR.println("node: " + reason);
        ERR.flush();
        Runtime.getRuntime().halt(status);
    }
}
