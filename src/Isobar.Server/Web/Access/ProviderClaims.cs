using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;

namespace Isobar.Server.Web.Access;

/// <summary>What a provider says about somebody: claims of the identity token, and those of its userinfo endpoint, which many tell more.</summary>
internal static class ProviderClaims
{
    /// <summary>
    /// The values of a claim: of one with this very name, else of what lies at this path inside of one, such as `realm_access.roles`. Names with dots are common too: some
    /// providers only allow addresses of one's own as names.
    /// </summary>
    public static IReadOnlyList<string> Values(ClaimsIdentity identity, string name)
    {
        // A mail address that the provider has not checked is whatever its user wrote.
        if (name == "email" && identity.HasClaim("email_verified", "false"))
        {
            return [];
        }
        string[] exact = [.. identity.FindAll(claim => claim.Type == name).Select(claim => claim.Value)];
        return exact.Length > 0 || name.Split('.') is not [string head, .. { Length: > 0 } path]
            ? exact
            : [.. identity.FindAll(claim => claim.Type == head).SelectMany(claim => Inside(claim.Value, path)).Distinct()];
    }

    private static IEnumerable<string> Inside(string json, string[] path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement value = document.RootElement;
            foreach (string step in path)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(step, out value))
                {
                    return [];
                }
            }
            return [.. Flat(value)];
        }
        catch (JsonException)
        {
            // A claim of this name that holds a plain text: nothing lies inside of it.
            return [];
        }
    }

    private static IEnumerable<string> Flat(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Select(Text),
        JsonValueKind.Null or JsonValueKind.Undefined => [],
        _ => [Text(value)],
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>Adds all that the userinfo endpoint tells to the identity, in the form that claims of the identity token have: lists as several, objects as their JSON.</summary>
    internal sealed class FromUserInfo() : ClaimAction("*", ClaimValueTypes.String)
    {
        /// <inheritdoc/>
        public override void Run(JsonElement userData, ClaimsIdentity identity, string issuer)
        {
            foreach (JsonProperty member in userData.EnumerateObject())
            {
                identity.AddClaims(Flat(member.Value).Where(value => !identity.HasClaim(member.Name, value)).Select(value => new Claim(member.Name, value, ValueType, issuer)));
            }
        }
    }
}
