// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.RandomAccess;

/** A list of which one element can be exchanged without copying all others. Immutable. */
final class Blocks<T> extends AbstractList<T> implements RandomAccess {
    private static final int SHIFT = 8;
    private static final int BLOCK = 1 << SHIFT;

    private final T[][] blocks;
    private final int size;

    private Blocks(T[][] blocks, int size) {
        this.blocks = blocks;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // arrays of T that nobody else sees
    static <T> Blocks<T> copyOf(Collection<T> elements) {
        if (elements instanceof Blocks<T> already) {
            return already;
        }
        T[] all = (T[]) elements.toArray();
        var blocks = (T[][]) new Object[(all.length + BLOCK - 1) >>> SHIFT][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = Arrays.copyOfRange(all, i << SHIFT, Math.min(all.length, (i + 1) << SHIFT));
        }
        return new Blocks<>(blocks, all.length);
    }

    /** With another element in one place. */
    Blocks<T> with(int index, T element) {
        Objects.checkIndex(index, size);
        T[][] others = blocks.clone();
        T[] block = others[index >>> SHIFT].clone();
        block[index & BLOCK - 1] = element;
        others[index >>> SHIFT] = block;
        return new Blocks<>(others, size);
    }

    @Override
    public T get(int index) {
        Objects.checkIndex(index, size);
        return blocks[index >>> SHIFT][index & BLOCK - 1];
    }

    @Override
    public int size() {
        return size;
    }
}
