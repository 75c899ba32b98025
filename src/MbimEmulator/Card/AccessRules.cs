namespace MbimEmulator.Card;

/// <summary>Decides by the security attributes of a file who may do what (ETSI TS 102 221, 9.2).</summary>
internal static class AccessRules
{
    private const ushort AccessModeByte = 0x80;
    private const ushort InstructionMode = 0x84;
    private const ushort Always = 0x90;
    private const ushort Never = 0x97;
    private const ushort Authentication = 0xA4;
    private const ushort Any = 0xA0;
    private const ushort All = 0xAF;
    private const ushort KeyReference = 0x83;
    private const int MaxDepth = 4;

    /// <summary>Whether an operation is allowed.</summary>
    /// <param name="session">The session in which PINs were verified; its card has the EF_ARR that a file may refer to.</param>
    /// <param name="file">The file.</param>
    /// <param name="operation">What is to be done.</param>
    public static bool Allows(CardSession session, CardFile file, FileOperation operation)
    {
        ReadOnlySpan<byte> attributes = file.Control.Security;
        if (!BerTlv.TryTake(ref attributes, out var security))
        {
            return false;
        }

        return security.Tag switch
        {
            0x8B => FindRule(session.Card, file, security.Value, out var rule) && AllowsByRule(rule, operation, session),
            0x8C => AllowsCompact(security.Value, operation, session),
            _ => AllowsByRule(security.Value, operation, session),
        };
    }

    /// <summary>The rule of EF_ARR that a file refers to: the file's identifier and the record's number; null if its conditions are its own.</summary>
    public static (ushort Id, int Record)? ReferenceOf(FileControl control)
    {
        ReadOnlySpan<byte> attributes = control.Security;
        return BerTlv.TryTake(ref attributes, out var security) && security.Tag == 0x8B && security.Value.Length >= 3 ? ReadReference(security.Value) : null;
    }

    /// <summary>The key reference that an operation needs by conditions that are written in full or compact: 0 if none, null if nobody may do it.</summary>
    public static byte? KeyOf(ReadOnlySpan<byte> attributes, FileOperation operation)
    {
        if (!BerTlv.TryTake(ref attributes, out var security))
        {
            return null;
        }

        var keys = new KeysOf();
        var isAllowed = security.Tag == 0x8C ? AllowsCompact(security.Value, operation, keys) : security.Tag == 0xAB && AllowsByRule(security.Value, operation, keys);
        return isAllowed ? (byte)0 : keys.First;
    }

    private static (ushort Id, int Record) ReadReference(ReadOnlySpan<byte> reference) =>
        ((ushort)((reference[0] << 8) | reference[1]), reference.Length == 3 ? reference[2] : reference[3]);

    // A record of EF_ARR: the file's identifier and the record's number, or the identifier and pairs of a security environment and a number (9.2.7).
    private static bool FindRule(UiccCard card, CardFile file, ReadOnlySpan<byte> reference, out ReadOnlySpan<byte> rule)
    {
        rule = [];
        if (reference.Length < 3)
        {
            return false;
        }

        var (id, record) = ReadReference(reference);
        for (var directory = file.IsDirectory ? file : file.Parent; directory is not null; directory = directory.Parent)
        {
            if (directory.Find(id) is { Control.HasRecords: true } rules && record >= 1 && record <= rules.RecordCount)
            {
                rule = card.Read(rules).Slice((record - 1) * rules.Control.RecordSize, rules.Control.RecordSize);
                return true;
            }
        }

        return false;
    }

    // Access mode, then a condition for each of its bits from the highest (9.2.3).
    private static bool AllowsCompact(ReadOnlySpan<byte> value, FileOperation operation, IKeyState session)
    {
        if (value.Length < 1 || operation == FileOperation.Increase)
        {
            return false;
        }

        var at = 1;
        for (var bit = 0x80; bit > 0; bit >>= 1)
        {
            if ((value[0] & bit) == 0)
            {
                continue;
            }

            if (at >= value.Length)
            {
                return false;
            }

            if (bit == (byte)operation)
            {
                return value[at] switch
                {
                    0x00 => true,
                    0xFF => false,
                    var condition when (condition & 0x10) != 0 => session.IsFulfilled((byte)(condition & 0x0F)),
                    _ => false,
                };
            }

            at++;
        }

        return false;
    }

    // Pairs of access mode and condition; several conditions behind one mode are alternatives (9.2.4).
    private static bool AllowsByRule(ReadOnlySpan<byte> rule, FileOperation operation, IKeyState session)
    {
        var isAbout = false;
        while (BerTlv.TryTake(ref rule, out var tlv))
        {
            if (tlv.Tag is >= AccessModeByte and <= 0x8F)
            {
                isAbout = tlv.Value.Length >= 1 && (operation == FileOperation.Increase
                    ? tlv.Tag == InstructionMode && tlv.Value.Contains((byte)operation)
                    : tlv.Tag == AccessModeByte && (tlv.Value[0] & (byte)operation) != 0);
            }
            else if (isAbout && IsFulfilled(tlv, session, MaxDepth))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFulfilled(in BerTlv condition, IKeyState session, int depth)
    {
        switch (condition.Tag)
        {
            case Always:
                return true;
            case Authentication:
                return BerTlv.TryFind(condition.Value, KeyReference, out var key) && key.Length == 1 && session.IsFulfilled(key[0]);
            case Any or All when depth > 0:
                var rest = condition.Value;
                var any = false;
                while (BerTlv.TryTake(ref rest, out var part))
                {
                    any = IsFulfilled(part, session, depth - 1);
                    if (any == (condition.Tag == Any))
                    {
                        return any;
                    }
                }

                return any;
            case Never:
            default:
                return false;
        }
    }

    // Nothing was verified; what is asked for first is remembered.
    private sealed class KeysOf : IKeyState
    {
        public byte? First { get; private set; }

        public bool IsFulfilled(byte reference)
        {
            First ??= reference;
            return false;
        }
    }
}
