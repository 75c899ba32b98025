using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>READ BINARY and UPDATE BINARY (ETSI TS 102 221, 11.1.3 and 11.1.4).</summary>
internal static class BinaryCommands
{
    public static StatusWord Read(CardSession session, in CommandApdu command, ref CardAnswer answer)
    {
        if (!command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        if (Find(session, command, FileOperation.Read, out var file, out var offset) is not StatusWord.Success and var status)
        {
            return status;
        }

        var content = session.Card.Read(file);
        if (offset >= content.Length)
        {
            return StatusWord.WrongOffset;
        }

        var left = Math.Min(content.Length - offset, 256);
        if (command.Expected is not { } expected || expected > left)
        {
            return StatusWord.RightLength | (StatusWord)(byte)left;
        }

        answer.Put(content.Slice(offset, expected));
        return StatusWord.Success;
    }

    public static StatusWord Update(CardSession session, in CommandApdu command)
    {
        if (command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        if (Find(session, command, FileOperation.Update, out var file, out var offset) is not StatusWord.Success and var status)
        {
            return status;
        }

        if (offset >= file.Content.Length)
        {
            return StatusWord.WrongOffset;
        }

        if (command.Data.Length > file.Content.Length - offset)
        {
            return StatusWord.WrongLength;
        }

        session.Card.Write(file, offset, command.Data);
        return StatusWord.Success;
    }

    // The file that is selected, or the one of the short identifier in P1, which is selected by that.
    private static StatusWord Find(CardSession session, in CommandApdu command, FileOperation operation, out CardFile file, out int offset)
    {
        ref var channel = ref session.Channel(command.Channel);
        file = channel.File!;
        offset = (command.P1 << 8) | command.P2;
        if ((command.P1 & 0x80) != 0)
        {
            if ((command.P1 & 0x60) != 0)
            {
                return StatusWord.WrongParameters;
            }

            offset = command.P2;
            if (channel.Directory!.FindShort(command.P1 & 0x1F) is not { } found)
            {
                return StatusWord.FileNotFound;
            }

            file = found;
            channel.Select(found);
        }

        return file is null ? StatusWord.NoFileSelected
            : file.Control.Kind != CardFileKind.Transparent ? StatusWord.IncompatibleFileStructure
            : !session.Allows(file, operation) ? StatusWord.SecurityStatusNotSatisfied
            : !session.Card.IsActive(file) ? StatusWord.ReferencedDataInvalidated
            : StatusWord.Success;
    }
}
