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
    private Dictionary<(string Directory, byte ShortId), ushort>? _shortIds;

    /// <summary>The card was reset, or is another one.</summary>
    public void Reset()
    {
        Array.Fill(_channels, (CardLocation.MasterFile, CardPath.MasterFile));
        _shortIds?.Clear();
    }

    /// <summary>What a command concerns.</summary>
    public CardLocation Locate(ReadOnlySpan<byte> bytes)
    {
        if (!CommandApdu.TryRead(bytes, out var command))
        {
            return default;
        }

        var channel = command.Channel;
        var current = Channel(channel).Current;
        return command.Instruction switch
        {
            Instruction.Select => Select(channel, command),
            Instruction.ReadBinary or Instruction.UpdateBinary => (command.P1 & 0x80) == 0 ? current : Short(current.Directory!, command.P1 & 0x1F),
            Instruction.ReadRecord or Instruction.UpdateRecord or Instruction.SearchRecord => command.P2 >> 3 is 0 or 0x1F ? current : Short(current.Directory!, command.P2 >> 3),
            Instruction.Increase or Instruction.ActivateFile or Instruction.DeactivateFile => current,
            Instruction.Status => new CardLocation(current.Directory),
            _ => default,
        };
    }

    /// <summary>A command was answered.</summary>
    /// <param name="bytes">The command.</param>
    /// <param name="location">What it concerned, before it was given to the card.</param>
    /// <param name="answer">The answer.</param>
    public void Note(ReadOnlySpan<byte> bytes, CardLocation location, ReadOnlySpan<byte> answer)
    {
        if (answer.Length < 2 || answer[^2] is not (0x90 or 0x91 or 0x61 or 0x62 or 0x63) || !CommandApdu.TryRead(bytes, out var command))
        {
            return;
        }

        var channel = command.Channel;
        switch (command.Instruction)
        {
            case Instruction.Select:
                Channel(channel).Current = location;
                if (command.P1 == ByName)
                {
                    Channel(channel).Application = location.Directory!;
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
            default:
                if (location is { Directory: not null, File: not 0 })
                {
                    Channel(channel).Current = location;
                }

                break;
        }
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

    private CardLocation Select(int channel, in CommandApdu command)
    {
        var directory = Channel(channel).Current.Directory!;
        switch (command.P1)
        {
            case ById:
                return command.Data.Length == 2 ? Child(channel, directory, BinaryPrimitives.ReadUInt16BigEndian(command.Data)) : CardLocation.MasterFile;
            case Parent:
                return new CardLocation(directory.Contains('/', StringComparison.Ordinal) ? directory[..directory.LastIndexOf('/')] : CardPath.MasterFile);
            case ByName:
                return new CardLocation(CardPath.NameOf(command.Data));
            case FromMaster or FromCurrent:
                var place = command.P1 == FromMaster ? CardLocation.MasterFile : new CardLocation(directory);
                for (var path = command.Data; path.Length >= 2; path = path[2..])
                {
                    place = Child(channel, place.Directory!, BinaryPrimitives.ReadUInt16BigEndian(path));
                }

                return place;
            default:
                return default;
        }
    }

    // The first byte says what a file is, and where it stands (ETSI TS 102 221, 8.6).
    private CardLocation Child(int channel, string directory, ushort id) => (id >> 8) switch
    {
        _ when id == FileId.MasterFile => CardLocation.MasterFile,
        _ when id == FileId.CurrentApplication => new CardLocation(Channel(channel).Application),
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

    private CardLocation Short(string directory, int shortId) =>
        _shortIds?.TryGetValue((directory, (byte)shortId), out var file) == true ? new CardLocation(directory, file) : new CardLocation(directory, ShortId: (byte)shortId);

    private void Learn(int channel, ReadOnlySpan<byte> data)
    {
        if (Channel(channel).Current is { Directory: { } directory, File: not 0 and var file } && FileControl.Read(data) is { Control: { IsDirectory: false, Sfi: not 0 and var sfi } }
            && (_shortIds ??= []).Count < MaxShortIds)
        {
            _shortIds[(directory, (byte)sfi)] = file;
        }
    }
}
