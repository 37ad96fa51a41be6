package io.logstack.conformance.homelab.s3;

import io.logstack.conformance.homelab.Fault;
import io.logstack.conformance.homelab.Faults;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;

/** The objects, or, while {@link Fault#BUCKET_MISSING} is on, a store without the bucket: what was written comes back. */
final class Bucket extends ForwardingBlobStore {
    private final BlobStore without = new TransientNio2BlobStore();
    private final Faults faults;
    private final String name;

    Bucket(String name, Faults faults) {
        super(new TransientNio2BlobStore());
        this.name = name;
        this.faults = faults;
        super.delegate().createContainer(name);
    }

    @Override
    public BlobStore delegate() {
        return faults.active(Fault.BUCKET_MISSING) ? without : super.delegate();
    }

    /** Who may read: nobody without credentials, or everybody. */
    void readableByAll(boolean all) {
        super.delegate().setContainerAccess(name, all ? BucketCannedACL.PUBLIC_READ : BucketCannedACL.PRIVATE);
    }

    @Override
    public void close() {
        super.delegate().close();
        without.close();
    }
}
