package io.logstack.conformance.homelab.kubernetes.controller;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the containers write to stdout, as the files of a node hold it: the last {@value #RETAINED_LINES} lines of each
 * container and of the one before its last restart. Gone when the pod goes. Thread-safe; consumers are told under a lock
 * and must only take note.
 */
public final class PodLogs {
    /** Lines kept of each container. */
    public static final int RETAINED_LINES = 4_000;

    private final Clock clock;
    private final Map<PodName, PodFiles> pods = new HashMap<>();
    private final Set<NodeTail> tails = new LinkedHashSet<>();
    private long sequence;

    /** Ends a subscription. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Follows one container. */
    public interface Follower {
        void line(PodLine line);

        /** The container has ended, and no line will follow. */
        void end();
    }

    private record PodName(String namespace, String name) {}

    private record NodeTail(String node, Consumer<PodLine> consumer) {}

    private static final class PodFiles {
        private final String uid;
        private final String node;
        private final Map<String, ContainerFiles> containers = new HashMap<>();

        private PodFiles(String uid, String node) {
            this.uid = uid;
            this.node = node;
        }
    }

    private static final class ContainerFiles {
        private Deque<PodLine> current = new ArrayDeque<>();
        private @Nullable Deque<PodLine> previous;
        private boolean running = true;
        private final Set<Follower> followers = new LinkedHashSet<>();
    }

    PodLogs(Clock clock) {
        this.clock = clock;
    }

    /**
     * Writes a line to a container's stdout.
     *
     * @return false when there is no such container running, and so nothing that could have written
     */
    public synchronized boolean append(String namespace, String pod, String container, String line) {
        PodFiles files = pods.get(new PodName(namespace, pod));
        ContainerFiles file = files == null ? null : files.containers.get(container);
        if (files == null || file == null || !file.running) {
            return false;
        }
        sequence++;
        PodLine written =
                new PodLine(sequence, clock.instant(), files.node, namespace, pod, files.uid, container, line);
        file.current.addLast(written);
        if (file.current.size() > RETAINED_LINES) {
            file.current.removeFirst();
        }
        List.copyOf(file.followers).forEach(follower -> follower.line(written));
        List.copyOf(tails).stream()
                .filter(tail -> tail.node.equals(files.node))
                .forEach(tail -> tail.consumer.accept(written));
        return true;
    }

    /** Tells of every line that the pods of a node write from now on, in order. */
    public synchronized Subscription subscribe(String node, Consumer<PodLine> consumer) {
        return subscribe(node, sequence, consumer);
    }

    /**
     * Tells of the lines of a node's pods after a sequence number, as far as they are still kept, then of every further one.
     *
     * @param after {@link PodLine#sequence} of the last line that is not to be told, or 0 for all
     */
    public synchronized Subscription subscribe(String node, long after, Consumer<PodLine> consumer) {
        List<PodLine> missed = new ArrayList<>();
        for (PodFiles files : pods.values()) {
            if (files.node.equals(node)) {
                for (ContainerFiles file : files.containers.values()) {
                    Deque<PodLine> previous = file.previous;
                    if (previous != null) {
                        missed.addAll(previous);
                    }
                    missed.addAll(file.current);
                }
            }
        }
        missed.stream()
                .filter(line -> line.sequence() > after)
                .sorted(Comparator.comparingLong(PodLine::sequence))
                .forEach(consumer);
        NodeTail tail = new NodeTail(node, consumer);
        tails.add(tail);
        return () -> {
            synchronized (this) {
                tails.remove(tail);
            }
        };
    }

    /**
     * The lines that are kept of a container, oldest first.
     *
     * @param previous of the container before the last restart
     * @return empty when there is no such container
     */
    public synchronized Optional<List<PodLine>> read(String namespace, String pod, String container, boolean previous) {
        ContainerFiles file = file(namespace, pod, container);
        if (file == null) {
            return Optional.empty();
        }
        Deque<PodLine> lines = previous ? file.previous : file.current;
        return Optional.ofNullable(lines).map(List::copyOf);
    }

    /**
     * Tells of each line of a container from now on.
     *
     * @param before is given the lines until now, in the same moment
     */
    public synchronized void follow(
            String namespace, String pod, String container, Consumer<List<PodLine>> before, Follower follower) {
        ContainerFiles file = file(namespace, pod, container);
        before.accept(file == null ? List.of() : List.copyOf(file.current));
        if (file == null || !file.running) {
            follower.end();
        } else {
            file.followers.add(follower);
        }
    }

    /** Ends {@link #follow}. */
    public synchronized void unfollow(String namespace, String pod, String container, Follower follower) {
        ContainerFiles file = file(namespace, pod, container);
        if (file != null) {
            file.followers.remove(follower);
        }
    }

    synchronized void opened(String namespace, String pod, String uid, String node, List<String> containers) {
        PodFiles files = new PodFiles(uid, node);
        containers.forEach(container -> files.containers.put(container, new ContainerFiles()));
        pods.put(new PodName(namespace, pod), files);
    }

    synchronized void restarted(String namespace, String pod, String container) {
        ContainerFiles file = file(namespace, pod, container);
        if (file != null) {
            file.previous = file.current;
            file.current = new ArrayDeque<>();
            file.running = true;
        }
    }

    synchronized void ended(String namespace, String pod, String container) {
        ContainerFiles file = file(namespace, pod, container);
        if (file != null) {
            file.running = false;
            List.copyOf(file.followers).forEach(Follower::end);
            file.followers.clear();
        }
    }

    synchronized void removed(String namespace, String pod, String uid) {
        PodName name = new PodName(namespace, pod);
        PodFiles files = pods.get(name);
        // A StatefulSet's next pod has the same name, and may have been started already.
        if (files != null && files.uid.equals(uid)) {
            pods.remove(name);
            files.containers
                    .values()
                    .forEach(file -> List.copyOf(file.followers).forEach(Follower::end));
        }
    }

    private @Nullable ContainerFiles file(String namespace, String pod, String container) {
        PodFiles files = pods.get(new PodName(namespace, pod));
        return files == null ? null : files.containers.get(container);
    }
}
