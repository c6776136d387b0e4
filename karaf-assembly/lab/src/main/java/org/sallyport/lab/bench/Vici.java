// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A connection to charon's command socket, in its protocol VICI: a length, a type, a name, and a message of keys and values.
 * One command at a time.
 */
final class Vici implements AutoCloseable {
    private static final int REQUEST = 0;
    private static final int RESPONSE = 1;
    private static final int KEY_VALUE = 3;
    private static final int LARGEST = 512 * 1024;

    private final SocketChannel channel;

    Vici(Path socket) {
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commands and waits for the answer. @return its keys and values, those inside of sections left out */
    Map<String, String> request(String command, Map<String, String> values) {
        try {
            byte[] request = encode(command, values);
            ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + request.length);
            out.putInt(request.length).put(request).flip();
            while (out.hasRemaining()) {
                channel.write(out);
            }
            int length = read(Integer.BYTES).getInt();
            if (length < 1 || length > LARGEST) {
                throw new IOException("charon answers with " + length + " bytes");
            }
            ByteBuffer answer = read(length);
            if (answer.get() != RESPONSE) {
                throw new IOException("charon does not know the command " + command);
            }
            return decode(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ByteBuffer read(int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("charon has hung up");
            }
        }
        return in.flip();
    }

    static byte[] encode(String command, Map<String, String> values) {
        var out = new ByteArrayOutputStream();
        out.write(REQUEST);
        name(out, command);
        values.forEach((key, value) -> {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            out.write(KEY_VALUE);
            name(out, key);
            out.write(bytes.length >>> Byte.SIZE);
            out.write(bytes.length);
            out.writeBytes(bytes);
        });
        return out.toByteArray();
    }

    private static void name(ByteArrayOutputStream out, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        out.write(bytes.length);
        out.writeBytes(bytes);
    }

    /** The keys and values of a message up to the first section or list, which no answer that is asked for here has. */
    static Map<String, String> decode(ByteBuffer message) {
        var values = new LinkedHashMap<String, String>();
        while (message.hasRemaining() && message.get() == KEY_VALUE) {
            String key = text(message, Byte.toUnsignedInt(message.get()));
            values.put(key, text(message, Short.toUnsignedInt(message.getShort())));
        }
        return values;
    }

    private static String text(ByteBuffer message, int length) {
        var bytes = new byte[length];
        message.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
