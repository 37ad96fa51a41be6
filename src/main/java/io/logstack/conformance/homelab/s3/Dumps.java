package io.logstack.conformance.homelab.s3;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * What a job that was given the wrong bucket dumps there in a day: objects of two gibibytes of zeros each, which take no
 * memory because they are made when they are read.
 */
final class Dumps {
    static final long SIZE = 2L << 30;

    private static final String PREFIX = "dumps/postgres-";
    private static final int COUNT = 12;

    private Dumps() {}

    static List<String> keys() {
        return IntStream.range(0, COUNT)
                .mapToObj(hour -> PREFIX + "%02d.sql".formatted(2 * hour))
                .toList();
    }

    static boolean isDump(String key) {
        return key.startsWith(PREFIX);
    }

    /** The content, which is read to its end or not. */
    static ResponseInputStream<GetObjectResponse> read(GetObjectResponse head) {
        return new ResponseInputStream<>(
                head.toBuilder().contentLength(SIZE).build(), AbortableInputStream.create(new Zeros()));
    }

    private static final class Zeros extends InputStream {
        private long left = SIZE;

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(most, left);
            Arrays.fill(into, from, from + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
