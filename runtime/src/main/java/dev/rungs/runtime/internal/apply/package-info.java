/** Work: transactions, migrations, history, copies. */
package dev.rungs.runtime.internal.apply;
