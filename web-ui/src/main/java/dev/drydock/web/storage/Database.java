package dev.drydock.web.storage;

import dev.drydock.core.error.EngineException.SystemFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;

/** The server's database: one H2 file, brought to the newest schema when it is opened. */
public final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final JdbcConnectionPool pool;
    private final Jdbi jdbi;

    private Database(JdbcConnectionPool pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /** Opens or makes the database in this directory. */
    public static Database open(Path directory) {
        makeDirectory(directory);
        // "async" is H2's name for the file channel that an interrupted thread does not close under all others.
        String url = "jdbc:h2:async:" + directory.toAbsolutePath().resolve("drydock")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                // The server closes it itself, after its last writer.
                + ";DB_CLOSE_ON_EXIT=FALSE";
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "drydock", "");
        pool.setMaxConnections(CONNECTIONS);
        migrate(directory, pool);
        return new Database(pool);
    }

    private static void migrate(Path directory, JdbcConnectionPool pool) {
        try {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(pool)
                    .locations("classpath:dev/drydock/web/storage/migration")
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            pool.dispose();
            throw new SystemFailure("cannot open the database in " + directory + ": " + reason(e), e);
        }
    }

    /** The sentence of the database itself; the ones above it only say that something failed. */
    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : reason(cause);
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SystemFailure("cannot make the database directory " + directory + ": " + e.getMessage(), e);
        }
    }

    <T> T read(HandleCallback<T, RuntimeException> work) {
        return jdbi.withHandle(work);
    }

    /** Does the work in one transaction and returns when it is on the disk. */
    <T> T write(HandleCallback<T, RuntimeException> work) {
        try (Handle handle = jdbi.open()) {
            T result = handle.inTransaction(work);
            // A commit alone returns up to half a second before its data are written (WRITE_DELAY), and is never
            // synced.
            handle.execute("CHECKPOINT SYNC");
            return result;
        }
    }

    /** A moment as the columns of type {@code TIMESTAMP WITH TIME ZONE} take it. */
    static Argument moment(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        return (position, statement, context) -> statement.setObject(position, utc);
    }

    /** H2 closes its file with the last connection. */
    @Override
    public void close() {
        pool.dispose();
    }
}
