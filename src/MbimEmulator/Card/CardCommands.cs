namespace MbimEmulator.Card;

/// <summary>The commands that a terminal gives a card (ETSI TS 102 221, 11), on the basic channel.</summary>
internal static class CardCommands
{
    private const int MaxBinary = 1 << 15;
    private const int MaxRecords = 254;

    // Class, instruction, P1, P2 and a length.
    private const int HeaderSize = 5;

    // P1 of SELECT, and P2: the FCP or nothing (11.1.1.2).
    private const byte ByName = 4;
    private const byte FromMaster = 8;
    private const byte ForFcp = 4;
    private const byte ForNothing = 0x0C;

    /// <summary>What the modem can do for the card's toolkit: nothing but FETCH, REFRESH and their answers (ETSI TS 102 223, 5.2).</summary>
    public static byte[] TerminalProfile { get; } = [0x80, (byte)Instruction.TerminalProfile, 0, 0, 4, 0x01, 0x00, 0x80, 0x00];

    /// <summary>Selects the MF.</summary>
    public static byte[] SelectMaster { get; } = [0, (byte)Instruction.Select, 0, 0x0C, 2, 0x3F, 0x00];

    /// <summary>Selects an application, for its FCP or for nothing.</summary>
    public static byte[] SelectApplication(ReadOnlySpan<byte> aid, bool describes = true) =>
        Command(0, Instruction.Select, ByName, describes ? ForFcp : ForNothing, aid);

    /// <summary>Selects a file below the present directory, for its FCP.</summary>
    public static byte[] Select(ushort id) => [0, (byte)Instruction.Select, 0, 4, 2, (byte)(id >> 8), (byte)id];

    /// <summary>Selects a file by its path from the MF or, from 7FFF on, from the application, for its FCP.</summary>
    public static byte[] SelectFile(ReadOnlySpan<byte> path)
    {
        var room = new byte[HeaderSize + path.Length];
        return room[..WriteSelectFile(room, path, describes: true)];
    }

    /// <summary>What the terminal can do (11.1.19): a template with these data objects.</summary>
    public static byte[] TerminalCapability(ReadOnlySpan<byte> objects) =>
        [0x80, (byte)Instruction.TerminalCapability, 0, 0, (byte)(objects.Length + 2), 0xA9, (byte)objects.Length, .. objects];

    public static byte[] ReadBinary(int offset, int size) => [0, (byte)Instruction.ReadBinary, (byte)(offset >> 8), (byte)offset, (byte)size];

    public static byte[] UpdateBinary(int offset, ReadOnlySpan<byte> content) =>
        Command(0, Instruction.UpdateBinary, (byte)(offset >> 8), (byte)offset, content);

    public static byte[] ReadRecord(int number, int size) => [0, (byte)Instruction.ReadRecord, (byte)number, 4, (byte)size];

    public static byte[] Authenticate(byte context, ReadOnlySpan<byte> challenge) => Command(0, Instruction.Authenticate, 0, context, challenge);

    /// <summary>VERIFY and its like: of a key, with data or for its counter alone.</summary>
    public static byte[] Pin(Instruction instruction, byte key, ReadOnlySpan<byte> data) =>
        data.IsEmpty ? [0, (byte)instruction, 0, key, 0] : Command(0, instruction, 0, key, data);

    public static byte[] Status { get; } = [0x80, (byte)Instruction.Status, 0, 0x0C];

    public static byte[] Fetch(int size) => [0x80, (byte)Instruction.Fetch, 0, 0, (byte)size];

    public static byte[] TerminalResponse(ReadOnlySpan<byte> response) => Command(0x80, Instruction.TerminalResponse, 0, 0, response);

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

    /// <summary>Writes <see cref="SelectApplication"/>, for nothing, into a room of the caller's.</summary>
    /// <returns>The command's length.</returns>
    public static int WriteSelectApplication(Span<byte> room, ReadOnlySpan<byte> aid) => Write(room, 0, Instruction.Select, ByName, ForNothing, aid);

    /// <summary>Writes <see cref="SelectFile"/>, for its FCP or for nothing, into a room of the caller's.</summary>
    /// <inheritdoc cref="WriteSelectApplication" path="/returns"/>
    public static int WriteSelectFile(Span<byte> room, ReadOnlySpan<byte> path, bool describes)
    {
        var isFromMaster = path is [0x3F, 0x00, ..];
        var wanted = describes ? ForFcp : ForNothing;
        return isFromMaster && path.Length == 2 ? Write(room, 0, Instruction.Select, 0, wanted, path)
            : Write(room, 0, Instruction.Select, FromMaster, wanted, isFromMaster ? path[2..] : path);
    }

    /// <summary>Writes <see cref="ReadBinary"/> into a room of the caller's.</summary>
    /// <inheritdoc cref="WriteSelectApplication" path="/returns"/>
    public static int WriteReadBinary(Span<byte> room, int offset, int size)
    {
        (room[0], room[1], room[2], room[3], room[4]) = (0, (byte)Instruction.ReadBinary, (byte)(offset >> 8), (byte)offset, (byte)size);
        return HeaderSize;
    }

    private static byte[] Command(byte commandClass, Instruction instruction, byte p1, byte p2, ReadOnlySpan<byte> data)
    {
        var command = new byte[HeaderSize + data.Length];
        Write(command, commandClass, instruction, p1, p2, data);
        return command;
    }

    private static int Write(Span<byte> room, byte commandClass, Instruction instruction, byte p1, byte p2, ReadOnlySpan<byte> data)
    {
        (room[0], room[1], room[2], room[3], room[4]) = (commandClass, (byte)instruction, p1, p2, (byte)data.Length);
        data.CopyTo(room[HeaderSize..]);
        return HeaderSize + data.Length;
    }
}
