using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>READ RECORD, UPDATE RECORD, SEARCH RECORD and INCREASE (ETSI TS 102 221, 11.1.5 to 11.1.8).</summary>
internal static class RecordCommands
{
    private const int Next = 2;
    private const int Previous = 3;
    private const int Absolute = 4;
    private const int Backward = 5;
    private const int Enhanced = 6;

    public static StatusWord Read(CardSession session, in CommandApdu command, ref CardAnswer answer)
    {
        if (!command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        if (Find(session, command, FileOperation.Read, out var file) is not StatusWord.Success and var status)
        {
            return status;
        }

        var size = file.Control.RecordSize;
        if (command.Expected != size)
        {
            return StatusWord.RightLength | (StatusWord)(byte)size;
        }

        ref var channel = ref session.Channel(command.Channel);
        status = Locate(ref channel, file, command, out var record);
        if (status == StatusWord.Success)
        {
            answer.Put(session.Card.Read(file).Slice((record - 1) * size, size));
        }

        return status;
    }

    public static StatusWord Update(CardSession session, in CommandApdu command)
    {
        if (Find(session, command, FileOperation.Update, out var file) is not StatusWord.Success and var status)
        {
            return status;
        }

        var size = file.Control.RecordSize;
        if (command.Data.Length != size)
        {
            return StatusWord.WrongLength;
        }

        ref var channel = ref session.Channel(command.Channel);
        if (file.Control.Kind == CardFileKind.Cyclic)
        {
            if ((command.P2 & 0x07) != Previous || command.P1 != 0)
            {
                return StatusWord.WrongParameters;
            }

            session.Card.WriteNewest(file, command.Data);
            channel.Record = 1;
            return StatusWord.Success;
        }

        status = Locate(ref channel, file, command, out var record);
        if (status == StatusWord.Success)
        {
            session.Card.Write(file, (record - 1) * size, command.Data);
        }

        return status;
    }

    public static StatusWord Search(CardSession session, in CommandApdu command, ref CardAnswer answer)
    {
        if (Find(session, command, FileOperation.Read, out var file) is not StatusWord.Success and var status)
        {
            return status;
        }

        var mode = command.P2 & 0x07;
        var text = command.Data;
        int? from = 0;
        if (mode == Enhanced)
        {
            // What follows: 04 and 05 forward and backward from P1, 06 and 07 from the record behind and before it; then where a record's part begins.
            if (text.Length < 3)
            {
                return StatusWord.LengthInconsistent;
            }

            if ((text[0] & 0xF0) != 0 || (text[0] & 0x04) == 0)
            {
                return StatusWord.WrongData;
            }

            from = (text[0] & 0x08) == 0 ? text[1] : ~text[1];
            mode = text[0] & 0x07;
            text = text[2..];
        }
        else if (mode is not (Absolute or Backward))
        {
            return StatusWord.WrongParameters;
        }

        if (text.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        ref var channel = ref session.Channel(command.Channel);
        var count = file.RecordCount;
        var step = (mode & 1) == 0 ? 1 : -1;
        var record = command.P1 != 0 ? command.P1 : channel.Record != 0 ? channel.Record : step > 0 ? 1 : count;
        if (record > count)
        {
            return StatusWord.RecordNotFound;
        }

        // Where there is no current record, the next one is the first, and the previous one the last.
        if ((mode & 0x02) != 0 && (command.P1 != 0 || channel.Record != 0))
        {
            record += step;
        }

        var size = file.Control.RecordSize;
        var content = session.Card.Read(file);
        for (; record >= 1 && record <= count; record += step)
        {
            if (Contains(content.Slice((record - 1) * size, size), text, from.Value))
            {
                if (answer.Size == 0)
                {
                    channel.Record = record;
                }

                answer.Put([(byte)record]);
            }
        }

        return answer.Size == 0 ? StatusWord.RecordNotFound : StatusWord.Success;
    }

    public static StatusWord Increase(CardSession session, in CommandApdu command, ref CardAnswer answer)
    {
        if ((command.P1 != 0 && (command.P1 & 0xE0) != 0x80) || command.P2 != 0)
        {
            return StatusWord.WrongParameters;
        }

        ref var channel = ref session.Channel(command.Channel);
        if (command.P1 != 0)
        {
            if (channel.Directory!.FindShort(command.P1 & 0x1F) is not { } found)
            {
                return StatusWord.FileNotFound;
            }

            channel.Select(found);
        }

        if (channel.File is not { } file)
        {
            return StatusWord.NoFileSelected;
        }

        if (file.Control.Kind != CardFileKind.Cyclic)
        {
            return StatusWord.IncompatibleFileStructure;
        }

        if (!session.Allows(file, FileOperation.Increase))
        {
            return StatusWord.SecurityStatusNotSatisfied;
        }

        if (!session.Card.IsActive(file))
        {
            return StatusWord.ReferencedDataInvalidated;
        }

        var size = file.Control.RecordSize;
        if (command.Data.IsEmpty || command.Data.Length > size || size > 127)
        {
            return StatusWord.WrongLength;
        }

        Span<byte> record = stackalloc byte[size];
        session.Card.Read(file)[..size].CopyTo(record);
        var carry = 0;
        for (var i = 1; i <= size; i++)
        {
            carry += record[^i] + (i <= command.Data.Length ? command.Data[^i] : 0);
            record[^i] = (byte)carry;
            carry >>= 8;
        }

        if (carry != 0)
        {
            return StatusWord.MaxValueReached;
        }

        session.Card.WriteNewest(file, record);
        channel.Record = 1;
        answer.Put(record);
        answer.Put(command.Data);
        return StatusWord.Success;
    }

    private static bool Contains(ReadOnlySpan<byte> record, ReadOnlySpan<byte> text, int from)
    {
        // A negative place is the complement of a character behind whose first occurrence the search begins.
        var start = from >= 0 ? from : record.IndexOf((byte)~from) + 1;
        return start <= record.Length && (from >= 0 || start > 0) && record[start..].IndexOf(text) >= 0;
    }

    private static StatusWord Locate(ref CardChannel channel, CardFile file, in CommandApdu command, out int record)
    {
        var count = file.RecordCount;
        var isCyclic = file.Control.Kind == CardFileKind.Cyclic;
        record = channel.Record;
        switch (command.P2 & 0x07)
        {
            case Absolute:
                // A number leaves the pointer where it is; the number 0 is the record that it points to.
                record = command.P1 == 0 ? channel.Record : command.P1;
                return record >= 1 && record <= count ? StatusWord.Success : StatusWord.RecordNotFound;
            case Next or Previous when command.P1 != 0:
                return StatusWord.WrongParameters;
            case Next:
                record = record == 0 ? 1 : record == count && isCyclic ? 1 : record + 1;
                break;
            case Previous:
                record = record == 0 ? count : record == 1 && isCyclic ? count : record - 1;
                break;
            default:
                return StatusWord.WrongParameters;
        }

        if (record < 1 || record > count)
        {
            return StatusWord.RecordNotFound;
        }

        channel.Record = record;
        return StatusWord.Success;
    }

    // The file that is selected, or the one of the short identifier in P2, which is selected by that.
    private static StatusWord Find(CardSession session, in CommandApdu command, FileOperation operation, out CardFile file)
    {
        ref var channel = ref session.Channel(command.Channel);
        file = channel.File!;
        if (command.P2 >> 3 is var sfi and > 0)
        {
            if (channel.Directory!.FindShort(sfi) is not { } found)
            {
                return StatusWord.FileNotFound;
            }

            file = found;
            channel.Select(found);
        }

        return file is null ? StatusWord.NoFileSelected
            : !file.Control.HasRecords ? StatusWord.IncompatibleFileStructure
            : !session.Allows(file, operation) ? StatusWord.SecurityStatusNotSatisfied
            : !session.Card.IsActive(file) ? StatusWord.ReferencedDataInvalidated
            : StatusWord.Success;
    }
}
