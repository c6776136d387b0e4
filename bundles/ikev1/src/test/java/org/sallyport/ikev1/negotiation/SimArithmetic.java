// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.Optional;
import java.util.SplittableRandom;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** The slow work of a simulated gateway, done at once with the randomness of the simulation. */
final class SimArithmetic {
    private SimArithmetic() {}

    static Result compute(Work work, TransformSnapshot transforms, SplittableRandom random) {
        Optional<KeyExchangeTransform> installed = transforms
                .ikev1(TransformKind.KEY_EXCHANGE, work.group())
                .map(each -> (KeyExchangeTransform) each.transform());
        if (installed.isEmpty()) {
            return new Result.Unserved(work);
        }
        KeyExchangeTransform group = installed.get();
        try {
            if (work instanceof Work.Initiate) {
                KeyExchangeTransform.Initiation made = group.initiate(length -> bytes(random, length));
                return new Result.Initiated(Bytes.of(made.publicValue()), made.remembered());
            }
            if (work instanceof Work.Respond respond) {
                KeyExchangeTransform.Response made =
                        group.respond(respond.peer().toArray(), length -> bytes(random, length));
                return new Result.Agreed(Bytes.of(made.publicValue()), made.secret());
            }
            Work.Finish finish = (Work.Finish) work;
            return new Result.Agreed(
                    Bytes.EMPTY, group.finish(finish.remembered(), finish.peer().toArray()));
        } catch (InvalidPeerValueException e) {
            return new Result.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
