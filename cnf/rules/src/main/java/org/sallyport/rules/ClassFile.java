// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * What a class file mentions. All names with dots; a nested class keeps its {@code $}.
 *
 * @param annotations on the class itself, those of class retention too
 * @param types every class it mentions
 * @param calls every method it calls or refers to, as {@code java.lang.System.nanoTime}; constructors as {@code <init>}
 */
public record ClassFile(String name, Set<String> annotations, Set<String> types, Set<String> calls) {
    public static ClassFile of(byte[] bytes) {
        var reader = new ClassReader(bytes);
        var mentions = new Mentions();
        reader.accept(mentions, ClassReader.SKIP_DEBUG);
        return new ClassFile(dotted(reader.getClassName()), mentions.annotations, mentions.types, mentions.calls);
    }

    String packageName() {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    /** The top-level class that it is, or is nested in. */
    String outermost() {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    /** Collects; a remapper that changes nothing sees every type wherever it stands. */
    private static final class Mentions extends ClassVisitor {
        private final Set<String> annotations = new TreeSet<>();
        private final Set<String> types;
        private final Set<String> calls = new TreeSet<>();

        Mentions() {
            this(new TreeSet<>());
        }

        private Mentions(Set<String> types) {
            super(Opcodes.ASM9, new ClassRemapper(new ClassWriter(0), new Remapper(Opcodes.ASM9) {
                @Override
                public String map(String internalName) {
                    types.add(dotted(internalName));
                    return internalName;
                }
            }));
            this.types = types;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            annotations.add(Type.getType(descriptor).getClassName());
            return super.visitAnnotation(descriptor, visible);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String method, String descriptor, boolean isInterface) {
                    calls.add(dotted(owner) + "." + method);
                    super.visitMethodInsn(opcode, owner, method, descriptor, isInterface);
                }

                @Override
                public void visitInvokeDynamicInsn(
                        String method, String descriptor, Handle bootstrap, Object... arguments) {
                    for (Object argument : arguments) {
                        if (argument instanceof Handle reference) { // System::nanoTime
                            calls.add(dotted(reference.getOwner()) + "." + reference.getName());
                        }
                    }
                    super.visitInvokeDynamicInsn(method, descriptor, bootstrap, arguments);
                }
            };
        }
    }
}
