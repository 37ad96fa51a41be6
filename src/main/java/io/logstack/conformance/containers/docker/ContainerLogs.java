package io.logstack.conformance.containers.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import io.logstack.conformance.catalog.Attachment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What containers have written. */
public final class ContainerLogs {
    private static final long PATIENCE_SECONDS = 5;

    private final DockerClient docker;

    public ContainerLogs(DockerClient docker) {
        this.docker = docker;
    }

    /**
     * One attachment for each container.
     *
     * @param containers part's name to container's ID
     * @param lines at most so many of each, the last ones
     */
    public List<Attachment> of(Map<String, String> containers, int lines) {
        List<Attachment> all = new ArrayList<>();
        containers.forEach(
                (part, id) -> all.add(new Attachment("Log of the container " + part, "text/plain", tail(id, lines))));
        return List.copyOf(all);
    }

    /** The last lines of a container, or why there are none. */
    public String tail(String id, int lines) {
        // Frames may end within a letter, and come on another thread.
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        String end = "";
        try (ResultCallback.Adapter<Frame> frames = new ResultCallback.Adapter<>() {
            @Override
            public void onNext(Frame frame) {
                written.writeBytes(frame.getPayload());
            }
        }) {
            docker.logContainerCmd(id)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(lines)
                    .exec(frames);
            if (!frames.awaitCompletion(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                end = "\n(Docker did not send the rest within " + PATIENCE_SECONDS + " s)\n";
            }
        } catch (NotFoundException e) {
            return "(the container is gone)";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end = "\n(interrupted)\n";
        } catch (IOException e) {
            end = "\n(the log's connection cannot be closed: " + e.getMessage() + ")\n";
        }
        String text = written.toString(StandardCharsets.UTF_8) + end;
        return text.isEmpty() ? "(empty)" : text;
    }
}
