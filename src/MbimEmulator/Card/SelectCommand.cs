using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>SELECT, STATUS, ACTIVATE FILE and DEACTIVATE FILE (ETSI TS 102 221, 11.1.1, 11.1.2, 11.1.14 and 11.1.15).</summary>
internal static class SelectCommand
{
    public static StatusWord Run(CardSession session, in CommandApdu command, ref CardAnswer answer)
    {
        ref var channel = ref session.Channel(command.Channel);
        var masterFile = session.Card.Image.MasterFile;
        var data = command.Data;
        var wanted = command.P2 & 0x1C;
        if ((command.P2 & 0x80) != 0 || wanted is not (0x00 or 0x04 or 0x0C) || (command.P1 != 0x04 && (command.P2 & 0x63) != 0))
        {
            return StatusWord.WrongParameters;
        }

        CardFile? file;
        switch (command.P1)
        {
            case 0x00 when data.IsEmpty:
                file = masterFile;
                break;
            case 0x00 or 0x01 when data.Length != 2:
                return StatusWord.LengthInconsistent;
            case 0x00:
                file = FindById(channel, masterFile, IdAt(data, 0));
                break;
            case 0x01:
                file = channel.Directory!.Find(IdAt(data, 0)) is { IsDirectory: true } child ? child : null;
                break;
            case 0x03:
                if (!data.IsEmpty)
                {
                    return StatusWord.LengthInconsistent;
                }

                file = channel.Directory!.Parent;
                break;
            case 0x04:
                return SelectApplication(session, ref channel, command, ref answer);
            case 0x08 or 0x09:
                if (data.Length is < 2 or > 16 || data.Length % 2 != 0)
                {
                    return StatusWord.LengthInconsistent;
                }

                file = FindByPath(channel, command.P1 == 0x08 ? masterFile : channel.Directory!, data);
                break;
            default:
                return StatusWord.WrongParameters;
        }

        if (file is null)
        {
            return StatusWord.FileNotFound;
        }

        channel.Select(file);
        return Describe(session, file, wanted, ref answer);
    }

    public static StatusWord RunStatus(CardSession session, in CommandApdu command, ref CardAnswer answer)
    {
        if (command.P1 > 2 || command.P2 is not (0x00 or 0x01 or 0x0C))
        {
            return StatusWord.WrongParameters;
        }

        if (!command.Data.IsEmpty)
        {
            return StatusWord.WrongLength;
        }

        ref var channel = ref session.Channel(command.Channel);
        if (command.P2 == 0x00)
        {
            answer.Size = session.Describe(channel.Directory!, answer.Rest);
        }
        else if (command.P2 == 0x01 && channel.Application is { } application)
        {
            answer.Put([0x84, (byte)application.Control.Aid.Length]);
            answer.Put(application.Control.Aid);
        }

        return answer.Size == 0 || command.Expected == answer.Size ? StatusWord.Success : StatusWord.RightLength | (StatusWord)(byte)answer.Size;
    }

    public static StatusWord Switch(CardSession session, in CommandApdu command, bool active)
    {
        ref var channel = ref session.Channel(command.Channel);
        var file = channel.File;
        if (command.P2 != 0 || command.P1 is not (0x00 or 0x08 or 0x09))
        {
            return StatusWord.WrongParameters;
        }

        if (command.P1 != 0 || !command.Data.IsEmpty)
        {
            if (command.Data.Length < 2 || command.Data.Length > (command.P1 == 0 ? 2 : 16) || command.Data.Length % 2 != 0)
            {
                return StatusWord.LengthInconsistent;
            }

            var masterFile = session.Card.Image.MasterFile;
            file = command.P1 == 0 ? FindById(channel, masterFile, IdAt(command.Data, 0))
                : FindByPath(channel, command.P1 == 0x08 ? masterFile : channel.Directory!, command.Data);
            if (file is null)
            {
                return StatusWord.FileNotFound;
            }
        }

        if (file is null || file.IsDirectory)
        {
            return StatusWord.NoFileSelected;
        }

        if (!session.Allows(file, active ? FileOperation.Activate : FileOperation.Deactivate))
        {
            return StatusWord.SecurityStatusNotSatisfied;
        }

        session.Card.SetActive(file, active);
        channel.Select(file);
        return StatusWord.Success;
    }

    // By the first bytes of its AID; of several that fit, the occurrence that P2 names (8.5.1).
    private static StatusWord SelectApplication(CardSession session, ref CardChannel channel, in CommandApdu command, ref CardAnswer answer)
    {
        var name = command.Data;
        var control = command.P2 & 0x60;
        if (name.Length > 16)
        {
            return StatusWord.LengthInconsistent;
        }

        if (control is not (0x00 or 0x40))
        {
            return StatusWord.WrongParameters;
        }

        CardFile? found = null;
        var isPast = channel.Application is null;
        foreach (var application in session.Card.Image.Applications)
        {
            var isBehind = isPast;
            isPast |= application == channel.Application;
            if (!application.Control.Aid.AsSpan().StartsWith(name) || name.IsEmpty)
            {
                continue;
            }

            switch (command.P2 & 0x03)
            {
                case 0x00:
                    found ??= application;
                    break;
                case 0x01:
                    found = application;
                    break;
                case 0x02:
                    found = isBehind ? found ?? application : found;
                    break;
                default:
                    found = isPast ? found : application;
                    break;
            }
        }

        if (found is null)
        {
            return StatusWord.FileNotFound;
        }

        if (control == 0x40)
        {
            if (channel.Application == found)
            {
                channel.LeaveApplication(session.Card.Image.MasterFile);
            }

            return StatusWord.Success;
        }

        channel.Select(found);
        return Describe(session, found, command.P2 & 0x1C, ref answer);
    }

    private static StatusWord Describe(CardSession session, CardFile file, int wanted, ref CardAnswer answer)
    {
        if (wanted != 0x0C)
        {
            answer.Size = session.Describe(file, answer.Rest);
        }

        return file.IsDirectory || session.Card.IsActive(file) || answer.Size > 0 ? StatusWord.Success : StatusWord.SelectedFileInvalidated;
    }

    // The MF, the application, the directory itself, its parent, its siblings that are directories, and what is directly below it (8.4.1).
    private static CardFile? FindById(in CardChannel channel, CardFile masterFile, ushort id)
    {
        if (id == FileId.MasterFile)
        {
            return masterFile;
        }

        if (id == FileId.CurrentApplication)
        {
            return channel.Application;
        }

        var directory = channel.Directory!;
        if (directory.Find(id) is { } child)
        {
            return child;
        }

        if (directory.Parent is not { } parent)
        {
            return null;
        }

        return directory.Id == id && directory.Control.Kind != CardFileKind.Application ? directory
            : parent.Id == id && parent.Control.Kind != CardFileKind.Application ? parent
            : parent.Find(id) is { IsDirectory: true } sibling ? sibling
            : null;
    }

    private static CardFile? FindByPath(in CardChannel channel, CardFile from, ReadOnlySpan<byte> path)
    {
        var file = from;
        for (var at = 0; at < path.Length; at += 2)
        {
            var id = IdAt(path, at);
            var next = at == 0 && id == FileId.CurrentApplication ? channel.Application : file.Find(id);
            if (next is null)
            {
                return null;
            }

            file = next;
        }

        return file;
    }

    private static ushort IdAt(ReadOnlySpan<byte> data, int at) => (ushort)((data[at] << 8) | data[at + 1]);
}
