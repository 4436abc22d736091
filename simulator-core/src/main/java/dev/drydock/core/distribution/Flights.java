package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Work that is done once for all who want its result at the same time. It ends when the last of them leaves.
 *
 * @param <K> says what is done
 * @param <T> its result
 */
final class Flights<K, T> {
    private final Executor workers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, Flight<T>> flights = new HashMap<>();

    Flights(Executor workers) {
        this.workers = workers;
    }

    /** The work itself, on a thread of its own. */
    interface Work<T> {
        T run(Flight<T> flight) throws IOException;
    }

    /** Whether this is under way. */
    boolean isUnderWay(K key) {
        lock.lock();
        try {
            return flights.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Joins the work, or begins it.
     *
     * @param work done when nobody else does it; of several who come at once, that of the first
     */
    Ticket<T> board(K key, Work<T> work) {
        Flight<T> flight;
        boolean isNew = false;
        lock.lock();
        try {
            Flight<T> present = flights.get(key);
            if (present == null || !present.board()) {
                flight = new Flight<>();
                flight.board();
                flights.put(key, flight);
                isNew = true;
            } else {
                flight = present;
            }
        } finally {
            lock.unlock();
        }
        if (isNew) {
            begin(key, flight, work);
        }
        return new Ticket<>(flight, isNew);
    }

    private void begin(K key, Flight<T> flight, Work<T> work) {
        try {
            workers.execute(() -> fly(key, flight, work));
        } catch (RejectedExecutionException e) {
            land(key, flight);
            flight.fail(new EngineException.Unavailable("the server is stopping"));
        }
    }

    @SuppressWarnings("IllegalCatch") // The top of a thread: whatever ended the work is told to who waits for it.
    private void fly(K key, Flight<T> flight, Work<T> work) {
        try {
            T result = work.run(flight);
            land(key, flight);
            flight.finish(result);
        } catch (Exception e) {
            land(key, flight);
            flight.fail(e);
        } catch (Error e) {
            land(key, flight);
            flight.fail(new EngineException.SystemFailure("a download or an extraction failed: " + e, e));
            throw e;
        }
    }

    private void land(K key, Flight<T> flight) {
        lock.lock();
        try {
            flights.remove(key, flight);
        } finally {
            lock.unlock();
        }
    }

    /** One passenger; closing it leaves the flight. */
    record Ticket<T>(Flight<T> flight, boolean isPilot) implements AutoCloseable {
        @Override
        public void close() {
            flight.leave();
        }
    }
}
