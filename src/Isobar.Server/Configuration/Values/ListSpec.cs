using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>A list. Items that are wrong are reported each, and left out.</summary>
/// <param name="item">What an item may hold.</param>
/// <param name="expected">The list in words, such as `a list of globs`.</param>
internal sealed class ListSpec<T>(TypedValueSpec<T> item, string expected) : TypedValueSpec<ImmutableArray<T>>
{
    /// <summary>Whether an empty list is of no use.</summary>
    public bool MayBeEmpty { get; init; } = true;

    /// <inheritdoc/>
    public override ConfigurationNodeKind Accepts => ConfigurationNodeKind.List;

    /// <inheritdoc/>
    public override ValueSpec Item => item;

    /// <inheritdoc/>
    public override JsonObject ToSchema()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.ToSchema() };
        if (!MayBeEmpty)
        {
            schema["minItems"] = 1;
        }
        return schema;
    }

    /// <inheritdoc/>
    public override bool TryBind(ConfigurationNode node, string path, FaultList faults, [MaybeNullWhen(false)] out ImmutableArray<T> value)
    {
        value = [];
        if (!CheckType(node, path, faults, expected))
        {
            return false;
        }
        if (node.Items.Count == 0 && !MayBeEmpty)
        {
            faults.Add(ConfigurationFaultKind.OutOfRange, node.Origin, path, "the list is empty", $"expected {expected} with at least one entry");
            return false;
        }
        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>(node.Items.Count);
        for (int i = 0; i < node.Items.Count; i++)
        {
            if (item.TryBind(node.Items[i], KeyPath.Item(path, i), faults, out T? bound))
            {
                items.Add(bound!);
            }
        }
        value = items.ToImmutable();
        return true;
    }
}
