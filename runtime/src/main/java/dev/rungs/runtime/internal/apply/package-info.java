/** Work: transactions, migrations, history, backups. */
package dev.rungs.runtime.internal.apply;
