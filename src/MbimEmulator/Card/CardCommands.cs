namespace MbimEmulator.Card;

/// <summary>The commands that a terminal gives a card (ETSI TS 102 221, 11), on the basic channel.</summary>
internal static class CardCommands
{
    private const int MaxBinary = 1 << 15;
    private const int MaxRecords = 254;

    /// <summary>What the modem can do for the card's toolkit: nothing but FETCH, REFRESH and their answers (ETSI TS 102 223, 5.2).</summary>
    public static byte[] TerminalProfile { get; } = [0x80, (byte)Instruction.TerminalProfile, 0, 0, 4, 0x01, 0x00, 0x80, 0x00];

    /// <summary>Selects the MF.</summary>
    public static byte[] SelectMaster { get; } = [0, (byte)Instruction.Select, 0, 0x0C, 2, 0x3F, 0x00];

    /// <summary>Selects an application, for its FCP or for nothing.</summary>
    public static byte[] SelectApplication(ReadOnlySpan<byte> aid, bool describes = true) =>
        [0, (byte)Instruction.Select, 4, describes ? (byte)4 : (byte)0x0C, (byte)aid.Length, .. aid];

    /// <summary>Selects a file below the present directory, for its FCP.</summary>
    public static byte[] Select(ushort id) => [0, (byte)Instruction.Select, 0, 4, 2, (byte)(id >> 8), (byte)id];

    /// <summary>Selects a file by its path from the MF, or from 7FFF on from the application, for its FCP.</summary>
    public static byte[] SelectPath(ReadOnlySpan<byte> path) => [0, (byte)Instruction.Select, 8, 4, (byte)path.Length, .. path];

    /// <summary>What the terminal can do (11.1.19): a template with these data objects.</summary>
    public static byte[] TerminalCapability(ReadOnlySpan<byte> objects) =>
        [0x80, (byte)Instruction.TerminalCapability, 0, 0, (byte)(objects.Length + 2), 0xA9, (byte)objects.Length, .. objects];

    public static byte[] ReadBinary(int offset, int size) => [0, (byte)Instruction.ReadBinary, (byte)(offset >> 8), (byte)offset, (byte)size];

    public static byte[] UpdateBinary(int offset, ReadOnlySpan<byte> content) =>
        [0, (byte)Instruction.UpdateBinary, (byte)(offset >> 8), (byte)offset, (byte)content.Length, .. content];

    public static byte[] ReadRecord(int number, int size) => [0, (byte)Instruction.ReadRecord, (byte)number, 4, (byte)size];

    public static byte[] Authenticate(byte context, ReadOnlySpan<byte> challenge) => [0, (byte)Instruction.Authenticate, 0, context, (byte)challenge.Length, .. challenge];

    /// <summary>VERIFY and its like: of a key, with data or for its counter alone.</summary>
    public static byte[] Pin(Instruction instruction, byte key, ReadOnlySpan<byte> data) =>
        data.IsEmpty ? [0, (byte)instruction, 0, key, 0] : [0, (byte)instruction, 0, key, (byte)data.Length, .. data];

    public static byte[] Status { get; } = [0x80, (byte)Instruction.Status, 0, 0x0C];

    public static byte[] Fetch(int size) => [0x80, (byte)Instruction.Fetch, 0, 0, (byte)size];

    public static byte[] TerminalResponse(ReadOnlySpan<byte> response) => [0x80, (byte)Instruction.TerminalResponse, 0, 0, (byte)response.Length, .. response];

    /// <summary>
    /// Reads an elementary file of the present directory into <paramref name="content"/>, which stays empty when it cannot be read. What no command reaches is
    /// left out: offsets have 15 bits, and records numbers up to 254 (11.1.3 and 11.1.5).
    /// </summary>
    /// <param name="dialogue">The dialogue that runs the commands.</param>
    /// <param name="id">The file.</param>
    /// <param name="content">Receives what is in it.</param>
    public static IEnumerable<byte[]> ReadFile(CardDialogue dialogue, ushort id, CardContent content)
    {
        content.Clear();
        yield return Select(id);
        if (!dialogue.IsSuccess || FileControl.Read(dialogue.Data) is not { Control.IsDirectory: false } found)
        {
            yield break;
        }

        var (control, size) = found;
        content.RecordSize = control.RecordSize;
        var step = control.HasRecords ? control.RecordSize : 255;
        var end = Math.Min(size, control.HasRecords ? MaxRecords * step : MaxBinary);
        for (var offset = 0; offset < end; offset += step)
        {
            var expected = Math.Min(step, end - offset);
            yield return control.HasRecords ? ReadRecord(1 + (offset / step), step) : ReadBinary(offset, expected);
            if (!dialogue.IsSuccess || dialogue.Data.Length < expected)
            {
                content.Clear();
                content.Status = dialogue.Status;
                yield break;
            }

            content.Add(dialogue.Data[..expected]);
        }
    }
}
