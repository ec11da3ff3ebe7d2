using Isobar.Server.Configuration;

namespace Isobar.Server.Alarms;

/// <summary>The webhooks as they are configured now: a running server takes changes over. Readers on any thread see all of a change or nothing of it.</summary>
internal sealed class WebhookBook(IReadOnlyDictionary<string, WebhookConfiguration> webhooks)
{
    private IReadOnlyDictionary<string, WebhookConfiguration> _current = webhooks;

    /// <summary>The webhooks by name.</summary>
    public IReadOnlyDictionary<string, WebhookConfiguration> Current => Volatile.Read(ref _current);

    /// <summary>Takes others in their place.</summary>
    public void Replace(IReadOnlyDictionary<string, WebhookConfiguration> webhooks) => Volatile.Write(ref _current, webhooks);
}
