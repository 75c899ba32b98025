using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>What is fixed of a file: what its FCP template says but for its size and life cycle (ETSI TS 102 221, 11.1.1.3).</summary>
internal sealed record FileControl
{
    /// <summary>The longest template, which one answer takes.</summary>
    public const int MaxTemplate = 256;

    private const byte Template = 0x62;
    private const byte Descriptor = 0x82;
    private const byte Identifier = 0x83;
    private const byte DirectoryName = 0x84;
    private const byte ShortIdentifier = 0x88;
    private const byte LifeCycle = 0x8A;
    private const byte Referenced = 0x8B;
    private const byte Compact = 0x8C;
    private const byte Expanded = 0xAB;
    private const byte Proprietary = 0xA5;
    private const byte Size = 0x80;
    private const byte PinStatus = 0xC6;
    private const byte Shareable = 0x40;
    private const byte DataCoding = 0x21;

    public CardFileKind Kind { get; init; }

    /// <summary>The file identifier; 0 for an application that has none.</summary>
    public ushort Id { get; init; }

    /// <summary>Whether SELECT tells of it: an application that is no file tells nothing.</summary>
    public bool HasTemplate { get; init; } = true;

    /// <summary>Bytes of a record, 1 to 255; 0 for a file without records.</summary>
    public int RecordSize { get; init; }

    /// <summary>Whether it may be selected on several channels at once.</summary>
    public bool IsShareable { get; init; } = true;

    /// <summary>The AID of an application; 1 to 16 bytes.</summary>
    public byte[] Aid { get; init; } = [];

    /// <summary>The data object with the security attributes, tag and length included; empty for none, and then nobody may do anything.</summary>
    public byte[] Security { get; init; } = [];

    /// <summary>The value of the proprietary template; empty for none.</summary>
    public byte[] ProprietaryValue { get; init; } = [];

    /// <summary>The value of the short identifier's data object: empty for "none", one byte with the identifier in its five high bits; null when it is the identifier's five low bits.</summary>
    public byte[]? ShortId { get; init; }

    /// <summary>Whether it was deactivated when the card was made.</summary>
    public bool IsDeactivated { get; init; }

    /// <summary>Whether it is MF, DF or ADF.</summary>
    public bool IsDirectory => Kind is CardFileKind.Directory or CardFileKind.Application;

    /// <summary>Whether it has records.</summary>
    public bool HasRecords => Kind is CardFileKind.LinearFixed or CardFileKind.Cyclic;

    /// <summary>The short identifier, 1 to 30; 0 for none.</summary>
    public int Sfi => ShortId is null ? IsDirectory ? 0 : Id & 0x1F : ShortId.Length == 0 ? 0 : ShortId[0] >> 3;

    /// <summary>Compared by its values.</summary>
    public bool Equals(FileControl? other) =>
        other is not null && (Kind, Id, HasTemplate, RecordSize, IsShareable, IsDeactivated) == (other.Kind, other.Id, other.HasTemplate, other.RecordSize, other.IsShareable, other.IsDeactivated)
        && Aid.AsSpan().SequenceEqual(other.Aid) && Security.AsSpan().SequenceEqual(other.Security) && ProprietaryValue.AsSpan().SequenceEqual(other.ProprietaryValue)
        && (ShortId is null) == (other.ShortId is null) && ShortId.AsSpan().SequenceEqual(other.ShortId);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Id, RecordSize);

    /// <summary>Reads a template.</summary>
    /// <param name="template">The template, with its tag.</param>
    /// <returns>What it says, and the file's size; null if it is none.</returns>
    public static (FileControl Control, int Size)? Read(ReadOnlySpan<byte> template)
    {
        if (!BerTlv.TryTake(ref template, out var whole) || whole.Tag != Template)
        {
            return null;
        }

        CardFileKind? kind = null;
        ushort id = 0;
        var recordSize = 0;
        var size = 0;
        var (isShareable, isDeactivated) = (true, false);
        byte[] aid = [];
        byte[] security = [];
        byte[] proprietary = [];
        byte[]? shortId = null;
        var rest = whole.Value;
        while (BerTlv.TryTake(ref rest, out var tlv))
        {
            var value = tlv.Value;
            switch (tlv.Tag)
            {
                case Descriptor when value.Length >= 1:
                    kind = KindOf(value[0]);
                    var hasRecords = kind is CardFileKind.LinearFixed or CardFileKind.Cyclic;
                    if (kind is null || (hasRecords && (value.Length < 4 || value[2] != 0 || value[3] == 0)))
                    {
                        return null;
                    }

                    isShareable = (value[0] & Shareable) != 0;
                    recordSize = hasRecords ? value[3] : 0;
                    break;
                case Identifier when value.Length == 2:
                    id = (ushort)((value[0] << 8) | value[1]);
                    break;
                case DirectoryName when value.Length is >= 1 and <= 16:
                    aid = value.ToArray();
                    break;
                case ShortIdentifier when value.Length <= 1:
                    shortId = value.ToArray();
                    break;
                case LifeCycle when value.Length == 1:
                    isDeactivated = (value[0] & 0xFD) == 0x04;
                    break;
                case Referenced or Compact or Expanded:
                    security = tlv.Whole.ToArray();
                    break;
                case Proprietary:
                    proprietary = value.ToArray();
                    break;
                case Size when value.Length is 1 or 2:
                    size = value.Length == 1 ? value[0] : (value[0] << 8) | value[1];
                    break;
                default:
                    break;
            }
        }

        var isApplication = aid.Length > 0 && kind is null or CardFileKind.Directory;
        if (kind is null && !isApplication)
        {
            return null;
        }

        var control = new FileControl
        {
            Kind = isApplication ? CardFileKind.Application : kind!.Value,
            Id = id,
            HasTemplate = kind is not null,
            RecordSize = recordSize,
            IsShareable = isShareable,
            Aid = aid,
            Security = security,
            ProprietaryValue = proprietary,
            ShortId = shortId,
            IsDeactivated = isDeactivated,
        };
        return kind is null ? (control, 0) : control.HasRecords && size % recordSize != 0 ? null : (control, size);
    }

    /// <summary>Writes the template as SELECT and STATUS give it.</summary>
    /// <param name="size">The size of an elementary file, in bytes.</param>
    /// <param name="isActive">Whether the file is activated.</param>
    /// <param name="pins">The PIN status of a directory: one bit each, from the highest, for the key references below.</param>
    /// <param name="keys">The key references of the card.</param>
    /// <param name="template">The room for it, <see cref="MaxTemplate"/> bytes.</param>
    /// <returns>The bytes written.</returns>
    public int Write(int size, bool isActive, byte pins, ReadOnlySpan<byte> keys, Span<byte> template)
    {
        if (!HasTemplate)
        {
            return 0;
        }

        var at = 2;
        var shareable = IsShareable ? Shareable : 0;
        if (HasRecords)
        {
            Put(template, ref at, Descriptor, [(byte)(shareable | (Kind == CardFileKind.Cyclic ? 6 : 2)), DataCoding, 0, (byte)RecordSize, (byte)(size / RecordSize)]);
        }
        else
        {
            Put(template, ref at, Descriptor, [(byte)(shareable | (IsDirectory ? 0x38 : 1)), DataCoding]);
        }

        if (Id != 0)
        {
            Put(template, ref at, Identifier, [(byte)(Id >> 8), (byte)Id]);
        }

        if (Aid.Length > 0)
        {
            Put(template, ref at, DirectoryName, Aid);
        }

        if (ProprietaryValue.Length > 0)
        {
            Put(template, ref at, Proprietary, ProprietaryValue);
        }

        Put(template, ref at, LifeCycle, [isActive ? (byte)0x05 : (byte)0x04]);
        Security.CopyTo(template[at..]);
        at += Security.Length;
        if (IsDirectory)
        {
            template[at++] = PinStatus;
            template[at++] = (byte)(3 + (3 * keys.Length));
            Put(template, ref at, 0x90, [pins]);
            foreach (var key in keys)
            {
                Put(template, ref at, Identifier, [key]);
            }
        }
        else
        {
            Put(template, ref at, Size, [(byte)(size >> 8), (byte)size]);
            if (ShortId is not null)
            {
                Put(template, ref at, ShortIdentifier, ShortId);
            }
        }

        template[0] = Template;
        if (at - 2 < 0x80)
        {
            template[1] = (byte)(at - 2);
            return at;
        }

        template[2..at].CopyTo(template[3..]);
        (template[1], template[2]) = (0x81, (byte)(at - 2));
        return at + 1;
    }

    // The file descriptor byte (ETSI TS 102 221, table 11.5).
    private static CardFileKind? KindOf(byte descriptor) =>
        (descriptor & 0x3F) == 0x38 ? CardFileKind.Directory
        : (descriptor & 0x38) == 0x38 ? null
        : (descriptor & 0x07) switch { 1 => CardFileKind.Transparent, 2 => CardFileKind.LinearFixed, 6 => CardFileKind.Cyclic, _ => null };

    private static void Put(Span<byte> template, ref int at, byte tag, ReadOnlySpan<byte> value)
    {
        template[at++] = tag;
        if (value.Length >= 0x80)
        {
            template[at++] = 0x81;
        }

        template[at++] = (byte)value.Length;
        value.CopyTo(template[at..]);
        at += value.Length;
    }
}
