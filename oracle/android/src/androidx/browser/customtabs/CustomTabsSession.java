package androidx.browser.customtabs;

/** Named in the signatures of HostedUIClient, and never called. */
public abstract class CustomTabsSession {}
