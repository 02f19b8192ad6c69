/** What the module keeps to itself: servers, requests, and the way from one to the other. */
package dev.rungs.replicated.internal;
