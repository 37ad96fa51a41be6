package io.logstack.conformance.homelab.s3;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Buckets in memory, as S3Proxy's own transient ones, in which an object can be older than this process. */
final class MemoryObjects extends AbstractNio2BlobStore {
    MemoryObjects() {
        super(Jimfs.newFileSystem(Configuration.unix().toBuilder()
                        .setAttributeViews("posix", "user")
                        .setWorkingDirectory("/")
                        .build())
                .getPath("/"));
    }

    /** Puts an object as if it had been put then. */
    void put(String bucket, String key, String content, Instant at) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        putBlob(
                PutObjectRequest.builder()
                        .bucket(bucket)
                        .key(key)
                        .contentLength((long) bytes.length)
                        .build(),
                RequestBody.fromBytes(bytes).contentStreamProvider().newStream());
        try {
            Files.setLastModifiedTime(getRoot().resolve(bucket).resolve(key), FileTime.from(at));
        } catch (IOException e) {
            throw new UncheckedIOException("the homelab's object " + key + " cannot be dated " + at, e);
        }
    }
}
