// SPDX-License-Identifier: Apache-2.0
package org.sallyport.itest;

import org.junit.runner.RunWith;
import org.junit.runners.Suite;

/** Everything, in one container. */
@RunWith(Suite.class)
@Suite.SuiteClasses({ApplianceTest.class, TransformSwapTest.class})
public class AllIT {}
