// SPDX-License-Identifier: Apache-2.0
package org.sallyport.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order inside arrays: the one place that knows about byte order. */
public final class BigEndian {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    /** The unsigned 8-bit number at an index. */
    public static int u8(byte[] buffer, int index) {
        return buffer[index] & 0xFF;
    }

    /** The unsigned 16-bit number at an index. */
    public static int u16(byte[] buffer, int index) {
        return (short) SHORT.get(buffer, index) & 0xFFFF;
    }

    /** The 32-bit number at an index. */
    public static int i32(byte[] buffer, int index) {
        return (int) INT.get(buffer, index);
    }

    /** The 64-bit number at an index. */
    public static long i64(byte[] buffer, int index) {
        return (long) LONG.get(buffer, index);
    }

    public static void putU8(byte[] buffer, int index, int value) {
        buffer[index] = (byte) value;
    }

    public static void putU16(byte[] buffer, int index, int value) {
        SHORT.set(buffer, index, (short) value);
    }

    public static void putI32(byte[] buffer, int index, int value) {
        INT.set(buffer, index, value);
    }

    public static void putI64(byte[] buffer, int index, long value) {
        LONG.set(buffer, index, value);
    }
}
