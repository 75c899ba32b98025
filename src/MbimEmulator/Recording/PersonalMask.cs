using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Services;

namespace MbimEmulator.Recording;

/// <summary>
/// Masks personal data: fields that their records declare personal, addresses, and the same texts and addresses wherever else they stand. A mask is as
/// long as its value, has digits for digits and letters for letters, and is the same for the same value and key. Collect all buffers before the first is masked.
/// </summary>
/// <param name="key">The key; whoever has it can find out short values by trying.</param>
internal sealed class PersonalMask(byte[] key)
{
    // A shorter value stands in anything by chance.
    private const int MinLengthElsewhere = 4;
    private const int MinLengthInTexts = 6;

    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _masks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private RawMask? _raw;

    /// <summary>Remembers the personal values of a buffer.</summary>
    public void Collect(MbimCid? cid, BufferKind kind, MbimExVersion version, ReadOnlySpan<byte> buffer)
    {
        foreach (var field in Read(cid, kind, version, buffer) ?? [])
        {
            if (field is { IsPersonal: true, Type: MbimFieldType.Text, Text.Length: > 0 })
            {
                _values.Add(field.Text);
            }
            else if (field.Type == MbimFieldType.Address && !IsEmpty(IPAddress.Parse(field.Text)))
            {
                _addresses.Add(field.Text);
            }
        }
    }

    /// <summary>The buffer with its personal values masked; as long as before.</summary>
    public byte[] Apply(MbimCid? cid, BufferKind kind, MbimExVersion version, byte[] buffer)
    {
        var masked = buffer.ToArray();
        _raw ??= MakeRaw();
        if (Read(cid, kind, version, buffer) is not { } fields || !fields.All(field => TryMask(cid!, kind, version, buffer, masked, field)))
        {
            _raw.Apply(masked, MinLengthElsewhere);
            return masked;
        }

        _raw.Apply(masked, 2 * MinLengthInTexts);
        return masked;
    }

    private static IReadOnlyList<MbimField>? Read(MbimCid? cid, BufferKind kind, MbimExVersion version, ReadOnlySpan<byte> buffer) =>
        cid is not null && MbimFields.TryRead(cid, kind, buffer, version, out var fields, out _) ? fields : null;

    private static bool IsEmpty(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private bool TryMask(MbimCid cid, BufferKind kind, MbimExVersion version, byte[] buffer, byte[] masked, MbimField field)
    {
        if (field.Text.Length == 0 || !(field.IsPersonal || field.Type is MbimFieldType.Text or MbimFieldType.Address or MbimFieldType.Bytes))
        {
            return true;
        }

        if (!MbimFields.TryLocate(cid, kind, version, buffer, field.Path + ".data", out var place, out _)
            && !MbimFields.TryLocate(cid, kind, version, buffer, field.Path, out place, out _))
        {
            return false;
        }

        var target = masked.AsSpan(place.Offset, place.Size);
        switch (field.Type)
        {
            case MbimFieldType.Bytes or MbimFieldType.Number when field.IsPersonal:
                Chance("bytes", field.Text, target);
                return true;
            case MbimFieldType.Bytes:
                _raw!.Apply(target, MinLengthElsewhere);
                return true;
            case MbimFieldType.Address:
                return TryWrite(target, _addresses.Contains(field.Text) ? MaskOf(IPAddress.Parse(field.Text)).GetAddressBytes() : target.ToArray());
            default:
                var text = field.IsPersonal ? MaskOf(field.Text) : WithoutKnown(field.Text);
                var encoding = target.Length >= 2 * field.Text.Length ? Encoding.Unicode : Encoding.UTF8;
                return text == field.Text || TryWrite(target, encoding.GetBytes(text));
        }
    }

    private static bool TryWrite(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > target.Length)
        {
            return false;
        }

        bytes.CopyTo(target);
        return true;
    }

    private RawMask MakeRaw() => new(
        [.. _values.Where(value => value.Length >= MinLengthElsewhere).Select(value => (value, MaskOf(value)))],
        [.. _addresses.Select(IPAddress.Parse).Select(address => (address.GetAddressBytes(), MaskOf(address).GetAddressBytes()))]);

    private string WithoutKnown(string text)
    {
        foreach (var value in _values.Where(value => value.Length >= MinLengthInTexts).OrderByDescending(value => value.Length))
        {
            text = text.Replace(value, MaskOf(value), StringComparison.Ordinal);
        }

        return text;
    }

    private string MaskOf(string value)
    {
        if (_masks.TryGetValue(value, out var mask))
        {
            return mask;
        }

        // A short value may hit itself, another one, or another one's mask.
        for (var attempt = 0; attempt < 100; attempt++)
        {
            mask = Draw(value, attempt);
            if (mask != value && !_taken.Contains(mask) && !_values.Any(other => other.Length >= MinLengthElsewhere ? mask.Contains(other, StringComparison.Ordinal) : mask == other))
            {
                break;
            }
        }

        _taken.Add(mask!);
        _masks.Add(value, mask!);
        return mask!;
    }

    private string Draw(string value, int attempt)
    {
        var chance = new byte[4 * value.Length];
        Chance(string.Create(CultureInfo.InvariantCulture, $"text {attempt}"), value, chance);
        return string.Create(value.Length, (value, chance), static (mask, source) =>
        {
            for (var i = 0; i < mask.Length; i++)
            {
                var number = BinaryPrimitives.ReadUInt32LittleEndian(source.chance.AsSpan(4 * i));
                mask[i] = source.value[i] switch
                {
                    >= '0' and <= '9' => (char)('0' + (number % 10)),
                    >= 'A' and <= 'Z' => (char)('A' + (number % 26)),
                    var c when char.IsLetterOrDigit(c) || char.IsSurrogate(c) => (char)('a' + (number % 26)),
                    var c => c,
                };
            }
        });
    }

    // Addresses of one network stay in one network: each bit is turned over or not by a hash of the bits before it. The first part is of a range
    // that is nobody's: 10.0.0.0/8, 2001:db8::/32; a link-local address stays one.
    private IPAddress MaskOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        byte[] prefix = bytes.Length == 4 ? [10] : address.IsIPv6LinkLocal ? [0xfe, 0x80, 0, 0, 0, 0, 0, 0] : [0x20, 0x01, 0x0d, 0xb8];
        var masked = prefix.Concat(bytes.Skip(prefix.Length)).ToArray();
        for (var bit = 8 * prefix.Length; bit < 8 * bytes.Length; bit++)
        {
            var before = bytes.ToArray();
            before.AsSpan((bit + 7) / 8).Clear();
            if (bit % 8 != 0)
            {
                before[bit / 8] &= (byte)(0xff << (8 - (bit % 8)));
            }

            var isTurned = Hash($"address {bit} {Convert.ToHexString(before)}")[0] & 1;
            masked[bit / 8] ^= (byte)(isTurned << (7 - (bit % 8)));
        }

        return new IPAddress(masked);
    }

    // Bytes that say nothing of the value, but are the same for the same one.
    private void Chance(string use, string value, Span<byte> chance)
    {
        for (var i = 0; i < chance.Length; i += 32)
        {
            var block = Hash(string.Create(CultureInfo.InvariantCulture, $"{use} {i} {value}"));
            block.AsSpan(0, Math.Min(32, chance.Length - i)).CopyTo(chance[i..]);
        }
    }

    private byte[] Hash(string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
