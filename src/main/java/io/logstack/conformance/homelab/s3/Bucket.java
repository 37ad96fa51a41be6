package io.logstack.conformance.homelab.s3;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import java.time.Instant;
import java.util.List;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects, or, while {@link Fault#BUCKET_MISSING} is on, a store without the bucket: what was written comes back. */
final class Bucket extends ForwardingBlobStore {
    /** What a listing can lose without Loki noticing: it finds chunks by its index files, and those by listing. */
    private static final String CHUNKS = "fake/";

    private final BlobStore without = new TransientNio2BlobStore();
    private final MemoryObjects objects;
    private final Faults faults;
    private final String name;

    Bucket(String name, Faults faults) {
        this(name, faults, new MemoryObjects());
    }

    private Bucket(String name, Faults faults, MemoryObjects objects) {
        super(objects);
        this.name = name;
        this.faults = faults;
        this.objects = objects;
        objects.createContainer(name);
    }

    @Override
    public BlobStore delegate() {
        return faults.active(Fault.BUCKET_MISSING) ? without : objects;
    }

    /** Puts an object as if it had been put then. */
    void put(String key, String content, Instant at) {
        objects.put(name, key, content, at);
    }

    /** Who may read: nobody without credentials, or everybody. */
    void readableByAll(boolean all) {
        objects.setContainerAccess(name, all ? BucketCannedACL.PUBLIC_READ : BucketCannedACL.PRIVATE);
    }

    /** Whether the dumps of the last day are there. */
    void dumped(boolean there) {
        for (String key : Dumps.keys()) {
            if (there) {
                objects.put(name, key, "", Instant.now());
            } else {
                objects.removeBlob(name, key);
            }
        }
    }

    /** What its accounting counts, whatever its listing shows. */
    Statistics statistics() {
        long count = 0;
        long bytes = 0;
        String token = null;
        do {
            ListObjectsV2Response page = super.list(ListObjectsV2Request.builder()
                    .bucket(name)
                    .continuationToken(token)
                    .build());
            List<S3Object> counted = page.contents().stream().map(Bucket::sized).toList();
            count += counted.size();
            bytes += counted.stream().mapToLong(S3Object::size).sum();
            token = next(page);
        } while (token != null);
        return new Statistics(count, bytes);
    }

    record Statistics(long objects, long bytes) {}

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        ListObjectsV2Response page = super.list(request);
        return page.toBuilder()
                .contents(page.contents().stream()
                        .filter(object -> !isLost(object.key()))
                        .map(Bucket::sized)
                        .toList())
                .build();
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        HeadObjectResponse head = super.blobMetadata(request);
        return Dumps.isDump(request.key())
                ? head.toBuilder().contentLength(Dumps.SIZE).build()
                : head;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        ResponseInputStream<GetObjectResponse> content = super.getBlob(request);
        return Dumps.isDump(request.key()) ? Dumps.read(content.response()) : content;
    }

    /** Whether the entry of the bucket's index that a listing would show it by is gone. */
    private boolean isLost(String key) {
        return faults.active(Fault.INVENTORY_MISMATCH) && key.startsWith(CHUNKS) && key.hashCode() % 2 == 0;
    }

    private static S3Object sized(S3Object object) {
        return Dumps.isDump(object.key()) ? object.toBuilder().size(Dumps.SIZE).build() : object;
    }

    private static @Nullable String next(ListObjectsV2Response page) {
        return Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    }

    @Override
    public void close() {
        objects.close();
        without.close();
    }
}
