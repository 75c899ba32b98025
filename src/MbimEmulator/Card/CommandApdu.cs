namespace MbimEmulator.Card;

/// <summary>A command as the card takes it: class, instruction, parameters, and data or the length that is expected (ETSI TS 102 221, 10.1).</summary>
internal readonly ref struct CommandApdu
{
    /// <summary>The longest: a header, Lc, 255 bytes of data, Le.</summary>
    public const int MaxSize = 261;

    private CommandApdu(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, int? expected)
    {
        (Class, Instruction, P1, P2) = (header[0], (Instruction)header[1], header[2], header[3]);
        Data = data;
        Expected = expected;
    }

    public byte Class { get; }

    public Instruction Instruction { get; }

    public byte P1 { get; }

    public byte P2 { get; }

    /// <summary>The data field; empty for none.</summary>
    public ReadOnlySpan<byte> Data { get; }

    /// <summary>Le, or P3 of a command without data: 1 to 256; null where there is none.</summary>
    public int? Expected { get; }

    /// <summary>The channel that the class names, 0 to 19.</summary>
    public int Channel => (Class & 0x40) == 0 ? Class & 0x03 : 4 + (Class & 0x0F);

    /// <summary>Whether the class asks for secure messaging.</summary>
    public bool IsSecured => (Class & 0x40) == 0 ? (Class & 0x0C) != 0 : (Class & 0x20) != 0;

    /// <summary>Whether the class is one of ISO/IEC 7816-4 (0X, 4X, 6X). A UICC knows no chaining of commands, the bit 10 (10.1.1).</summary>
    public bool IsInterIndustry => (Class & 0xF0) is 0x00 or 0x40 or 0x60;

    /// <summary>Whether the class is one of a UICC's own (8X, CX, EX).</summary>
    public bool IsProprietary => (Class & 0xF0) is 0x80 or 0xC0 or 0xE0;

    /// <summary>Takes a command apart.</summary>
    /// <returns>False if its length fits no form of a command.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out CommandApdu command)
    {
        command = default;
        if (bytes.Length is < 4 or > MaxSize)
        {
            return false;
        }

        if (bytes.Length <= 5)
        {
            int? expected = bytes.Length == 4 ? null : bytes[4] == 0 ? 256 : bytes[4];
            command = new CommandApdu(bytes, [], expected);
            return true;
        }

        int size = bytes[4];
        var hasExpected = bytes.Length == 5 + size + 1;
        if (size == 0 || (bytes.Length != 5 + size && !hasExpected))
        {
            return false;
        }

        command = new CommandApdu(bytes, bytes.Slice(5, size), !hasExpected ? null : bytes[^1] == 0 ? 256 : bytes[^1]);
        return true;
    }
}
