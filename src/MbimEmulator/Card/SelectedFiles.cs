using System.Buffers.Binary;
using System.Globalization;

namespace MbimEmulator.Card;

/// <summary>
/// What is selected on each channel of a card, as whoever looks at its commands and answers can tell: of any card, also of one from outside. A short
/// identifier is known once the file's FCP has been seen.
/// </summary>
internal sealed class SelectedFiles
{
    private const int MaxShortIds = 1024;
    private const byte ById = 0;
    private const byte Parent = 3;
    private const byte ByName = 4;
    private const byte FromMaster = 8;
    private const byte FromCurrent = 9;

    // The basic channel, and as many as were named.
    private (CardLocation Current, string Application)[] _channels = [(CardLocation.MasterFile, CardPath.MasterFile)];

    // Few and small: every modem has them. Directories are numbered as they come.
    private readonly List<(ushort File, byte Directory, byte ShortId)> _shortIds = [];
    private readonly List<string> _directories = [];

    /// <summary>The card was reset, or is another one.</summary>
    public void Reset()
    {
        Array.Fill(_channels, (CardLocation.MasterFile, CardPath.MasterFile));
        _shortIds.Clear();
        _directories.Clear();
    }

    /// <summary>What a command concerns.</summary>
    public CardLocation Locate(ReadOnlySpan<byte> bytes) => CommandApdu.TryRead(bytes, out var command) ? Locate(command) : default;

    /// <summary>A command was answered.</summary>
    public void Note(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> answer)
    {
        if (answer.Length < 2 || answer[^2] is not (0x90 or 0x91 or 0x61 or 0x62 or 0x63) || !CommandApdu.TryRead(bytes, out var command))
        {
            return;
        }

        var channel = command.Channel;
        switch (command.Instruction)
        {
            case Instruction.Select:
                ref var selected = ref Channel(channel);
                selected.Current = Select(selected, command);
                if (command.P1 == ByName)
                {
                    selected.Application = selected.Current.Directory!;
                }

                Learn(channel, answer[..^2]);
                break;
            case Instruction.GetResponse:
                Learn(channel, answer[..^2]);
                break;
            case Instruction.ManageChannel when command.P1 == 0:
                var opened = command.P2 != 0 ? command.P2 : answer.Length > 2 ? answer[0] : 0;
                if (opened < CardSession.ChannelCount)
                {
                    var (current, application) = Channel(channel);
                    Channel(opened) = (channel == 0 ? CardLocation.MasterFile : new CardLocation(current.Directory), application);
                }

                break;
            case Instruction.ReadBinary or Instruction.UpdateBinary or Instruction.ReadRecord or Instruction.UpdateRecord or Instruction.SearchRecord:
                if (ShortIdOf(command) != 0 && Locate(command) is { File: not 0 } named)
                {
                    Channel(channel).Current = named;
                }

                break;
            default:
                break;
        }
    }

    private CardLocation Locate(in CommandApdu command)
    {
        var channel = command.Channel;
        var current = Channel(channel).Current;
        return command.Instruction switch
        {
            Instruction.Select => Select(Channel(channel), command),
            Instruction.ReadBinary or Instruction.UpdateBinary or Instruction.ReadRecord or Instruction.UpdateRecord or Instruction.SearchRecord =>
                ShortIdOf(command) is var shortId and not 0 ? Short(current.Directory!, shortId) : current,
            Instruction.Increase or Instruction.ActivateFile or Instruction.DeactivateFile => current,
            Instruction.Status => new CardLocation(current.Directory),
            _ => default,
        };
    }

    private ref (CardLocation Current, string Application) Channel(int channel)
    {
        var known = _channels.Length;
        if (channel >= known)
        {
            Array.Resize(ref _channels, channel + 1);
            Array.Fill(_channels, (CardLocation.MasterFile, CardPath.MasterFile), known, _channels.Length - known);
        }

        return ref _channels[channel];
    }

    private static CardLocation Select(in (CardLocation Current, string Application) selected, in CommandApdu command)
    {
        var directory = selected.Current.Directory!;
        switch (command.P1)
        {
            case ById:
                return command.Data.Length == 2 ? Child(selected.Application, directory, BinaryPrimitives.ReadUInt16BigEndian(command.Data)) : CardLocation.MasterFile;
            case Parent:
                return new CardLocation(directory.Contains('/', StringComparison.Ordinal) ? directory[..directory.LastIndexOf('/')] : CardPath.MasterFile);
            case ByName:
                return new CardLocation(CardPath.NameOf(command.Data));
            case FromMaster or FromCurrent:
                var place = command.P1 == FromMaster ? CardLocation.MasterFile : new CardLocation(directory);
                for (var path = command.Data; path.Length >= 2; path = path[2..])
                {
                    place = Child(selected.Application, place.Directory!, BinaryPrimitives.ReadUInt16BigEndian(path));
                }

                return place;
            default:
                return default;
        }
    }

    // The first byte says what a file is, and where it stands (ETSI TS 102 221, 8.6).
    private static CardLocation Child(string application, string directory, ushort id) => (id >> 8) switch
    {
        _ when id == FileId.MasterFile => CardLocation.MasterFile,
        _ when id == FileId.CurrentApplication => new CardLocation(application),
        0x7F => new CardLocation(string.Create(CultureInfo.InvariantCulture, $"{CardPath.MasterFile}/{id:x4}")),
        0x5F => new CardLocation(string.Create(CultureInfo.InvariantCulture, $"{Above(directory)}/{id:x4}")),
        0x2F => new CardLocation(CardPath.MasterFile, id),
        _ => new CardLocation(directory, id),
    };

    // A DF of the second level is selected from its parent or from one beside it.
    private static string Above(string directory)
    {
        var last = directory.LastIndexOf('/');
        return last >= 0 && directory.AsSpan(last + 1).StartsWith("5f", StringComparison.Ordinal) ? directory[..last] : directory;
    }

    // The short identifier that a command names instead of what is selected; 0 for none.
    private static int ShortIdOf(in CommandApdu command) =>
        command.Instruction is Instruction.ReadBinary or Instruction.UpdateBinary ? (command.P1 & 0x80) == 0 ? 0 : command.P1 & 0x1F
        : command.P2 >> 3 is var shortId and not 0x1F ? shortId : 0;

    private CardLocation Short(string directory, int shortId) =>
        FindShort(_directories.IndexOf(directory), shortId) is var index and >= 0 ? new CardLocation(directory, _shortIds[index].File) : new CardLocation(directory, ShortId: (byte)shortId);

    private int FindShort(int directory, int shortId) => _shortIds.FindIndex(known => known.Directory == directory && known.ShortId == shortId);

    private void Learn(int channel, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty || Channel(channel).Current is not { Directory: { } directory, File: not 0 and var file }
            || FileControl.Read(data) is not { Control: { IsDirectory: false, Sfi: not 0 and var sfi } } || _shortIds.Count == MaxShortIds)
        {
            return;
        }

        var number = _directories.IndexOf(directory);
        if (number < 0)
        {
            if (_directories.Count > byte.MaxValue)
            {
                return;
            }

            number = _directories.Count;
            _directories.Add(directory);
        }

        var known = (file, (byte)number, (byte)sfi);
        if (FindShort(number, sfi) is var index and >= 0)
        {
            _shortIds[index] = known;
        }
        else
        {
            _shortIds.Add(known);
        }
    }
}
