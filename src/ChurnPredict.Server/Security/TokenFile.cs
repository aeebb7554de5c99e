using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ChurnPredict.Server.Security;

/// <summary>
/// Bearer tokens, hashed: one line each of <c>SHA-256-in-hex role [expires]</c>, role <c>scorer</c> or <c>admin</c>, expires an
/// ISO date; empty lines and lines that begin with # are skipped. The tokens themselves are nowhere.
/// </summary>
internal sealed class TokenFile
{
    private readonly Dictionary<string, (TokenRole Role, DateTimeOffset? Expires)> _byHash = new(StringComparer.Ordinal);

    /// <exception cref="InvalidServerSettingsException">A line is not of that form.</exception>
    public static TokenFile Read(string path)
    {
        var tokens = new TokenFile();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || parts[0].StartsWith('#')) continue;
            var expires = DateTimeOffset.MinValue;
            var isGood = parts.Length is 2 or 3
                && parts[0].Length == 64 && parts[0].All(char.IsAsciiHexDigit)
                && (parts[1] is "scorer" or "admin")
                && (parts.Length == 2 || DateTimeOffset.TryParse(parts[2], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out expires));
            if (!isGood) throw new InvalidServerSettingsException($"{path}, line {number}: expected a SHA-256 in hexadecimal, scorer or admin, and optionally an ISO date");
            tokens._byHash[parts[0].ToLowerInvariant()] = (parts[1] == "admin" ? TokenRole.Admin : TokenRole.Scorer, parts.Length == 3 ? expires : null);
        }

        return tokens;
    }

    /// <summary>The role of a token; null when it is unknown or expired. Hashes are compared, so timing tells nothing of tokens.</summary>
    public TokenRole? RoleOf(string token, DateTimeOffset now)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        return _byHash.TryGetValue(hash, out var known) && (known.Expires is null || now < known.Expires) ? known.Role : null;
    }
}
