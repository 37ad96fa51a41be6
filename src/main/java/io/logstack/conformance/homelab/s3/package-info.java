/** The homelab's object store: S3Proxy, answering as Ceph's RGW does. */
@NullMarked
package io.logstack.conformance.homelab.s3;

import org.jspecify.annotations.NullMarked;
