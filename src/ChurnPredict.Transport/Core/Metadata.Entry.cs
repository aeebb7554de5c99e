using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its text or bytes; immutable.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

        private readonly string? _value;
        private readonly byte[]? _valueBytes;

        /// <summary>Makes a binary entry.</summary>
        /// <param name="key">Letters, digits, dots, hyphens and underscores; must end in "-bin".</param>
        /// <param name="valueBytes">The bytes; copied.</param>
        /// <exception cref="ArgumentException">The key is not valid or does not end in "-bin".</exception>
        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = CheckedKey(key);
            if (!IsBinaryKey(Key))
                throw new ArgumentException($"The key '{Key}' of a binary entry must end in '{BinaryHeaderSuffix}'.", nameof(key));
            _valueBytes = (byte[])valueBytes.Clone();
        }

        /// <summary>Makes a text entry.</summary>
        /// <param name="key">Letters, digits, dots, hyphens and underscores; must not end in "-bin".</param>
        /// <param name="value">ASCII text.</param>
        /// <exception cref="ArgumentException">The key is not valid or ends in "-bin".</exception>
        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = CheckedKey(key);
            if (IsBinaryKey(Key))
                throw new ArgumentException($"The key '{Key}' of a text entry must not end in '{BinaryHeaderSuffix}'.", nameof(key));
            _value = value;
        }

        /// <summary>The key, in lower case.</summary>
        public string Key { get; }

        /// <summary>The value as bytes, a copy; text is encoded as ASCII.</summary>
        public byte[] ValueBytes => _valueBytes is null ? Encoding.ASCII.GetBytes(_value!) : (byte[])_valueBytes.Clone();

        /// <summary>The value as text.</summary>
        /// <exception cref="InvalidOperationException">The entry is binary.</exception>
        public string Value => _value ?? throw new InvalidOperationException($"The entry '{Key}' is binary and has no text.");

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => _value is null;

        /// <summary>The value without a copy; not to be changed.</summary>
        internal ReadOnlySpan<byte> BinaryValue => _valueBytes;

        /// <inheritdoc/>
        public override string ToString() => IsBinary
            ? $"[Entry: key={Key}, valueBytes={Convert.ToHexString(_valueBytes!)}]"
            : $"[Entry: key={Key}, value={_value}]";

        internal static bool IsBinaryKey(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase);

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static string CheckedKey(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (key.AsSpan().ContainsAnyExcept(KeyCharacters))
                throw new ArgumentException(
                    $"The metadata key '{key}' has characters other than letters, digits, '.', '_' and '-'.", nameof(key));
            return key.ToLowerInvariant();
        }
    }
}
