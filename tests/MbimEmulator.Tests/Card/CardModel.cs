namespace MbimEmulator.Tests.Card;

/// <summary>
/// A card in a few lines, written from the standard's words and not from the card's code: a tree of files with one byte each, PINs, and two terminals with
/// channels. It says what the card has to answer to the few commands that it knows.
/// </summary>
internal sealed class CardModel
{
    /// <summary>The card of the model: file, who may read it, who may update it.</summary>
    public const string Profile =
        """
        sim:
          pin1: { enabled: true, attempts: 3, pukAttempts: 4 }
          pin2: { attempts: 2, pukAttempts: 3 }
          files:
            basis: nothing
            files:
              3f00: { kind: directory }
              3f00/2f01: { kind: transparent, content: '00', update: always }
              3f00/7f01: { kind: directory }
              3f00/7f01/6f01: { kind: transparent, content: '00', read: pin1, update: pin1 }
              3f00/7f01/5f01: { kind: directory }
              3f00/7f01/5f01/4f01: { kind: transparent, content: '00', read: pin2, update: pin2 }
              3f00/7f02: { kind: directory }
              3f00/7f02/6f02: { kind: transparent, content: '00', update: never }
              usim: { kind: application }
              usim/6f07: { kind: transparent, content: '00', read: pin1, update: always }
              usim/5fc0: { kind: directory }
              usim/5fc0/4f02: { kind: transparent, content: '00', update: pin1 }
              isim: { kind: application }
              isim/6f02: { kind: transparent, content: '00', update: pin2 }
        """;

    private static readonly Dictionary<string, (string Read, string Update)> Access = new()
    {
        ["3f00/2f01"] = ("", ""),
        ["3f00/7f01/6f01"] = ("1", "1"),
        ["3f00/7f01/5f01/4f01"] = ("2", "2"),
        ["3f00/7f02/6f02"] = ("", "never"),
        ["usim/6f07"] = ("1", ""),
        ["usim/5fc0/4f02"] = ("", "1"),
        ["isim/6f02"] = ("", "2"),
    };

    private static readonly HashSet<string> Directories = ["3f00", "3f00/7f01", "3f00/7f01/5f01", "3f00/7f02", "usim", "usim/5fc0", "isim"];

    private readonly Dictionary<string, string> _bytes = Access.Keys.ToDictionary(path => path, _ => "00");
    private readonly Terminal[] _terminals = [new(), new()];

    public Pin Pin1 { get; } = new() { Value = "1234", Puk = "12345678", Enabled = true, Left = 3, PukLeft = 4, Max = 3, PukMax = 4 };

    public Pin Pin2 { get; } = new() { Value = "5678", Puk = "87654321", Enabled = true, Left = 2, PukLeft = 3, Max = 2, PukMax = 3 };

    public void Reset(int terminal) => _terminals[terminal] = new Terminal();

    public bool IsOpen(int terminal, int channel) => _terminals[terminal].Channels[channel] is not null;

    public bool IsVerified(int terminal, string pin) => _terminals[terminal].Verified.Contains(pin);

    /// <summary>Directory, elementary file (or nothing) and application (or nothing) of an open channel.</summary>
    public (string Directory, string File, string Application) At(int terminal, int channel) => _terminals[terminal].Channels[channel]!.Value;

    public string Open(int terminal, int channel)
    {
        var channels = _terminals[terminal].Channels;
        if (channels[channel] is not { } from)
        {
            return "6881";
        }

        var free = Array.IndexOf(channels, null);
        if (free < 0)
        {
            return "6a81";
        }

        channels[free] = channel == 0 ? ("3f00", "", "") : (from.Directory, "", from.Application);
        return $"{free:x2}9000";
    }

    public string Close(int terminal, int channel, int closed)
    {
        var channels = _terminals[terminal].Channels;
        if (channels[channel] is null)
        {
            return "6881";
        }

        closed = closed == 0 ? channel : closed;
        if (closed is 0 or > 19)
        {
            return "6a86";
        }

        var status = channels[closed] is null ? "6881" : "9000";
        channels[closed] = null;
        return status;
    }

    public string SelectApplication(int terminal, int channel, string application) =>
        IsOpen(terminal, channel) ? Go(terminal, channel, application == "none" ? null : application) : "6881";

    public string Select(int terminal, int channel, string id)
    {
        if (!IsOpen(terminal, channel))
        {
            return "6881";
        }

        var (directory, _, application) = At(terminal, channel);
        var parent = directory is "usim" or "isim" ? "3f00" : directory == "3f00" ? null : Above(directory);
        string?[] candidates =
        [
            id == "3f00" ? "3f00" : null,
            id == "7fff" && application.Length > 0 ? application : null,
            Exists($"{directory}/{id}") ? $"{directory}/{id}" : null,
            directory.EndsWith("/" + id, StringComparison.Ordinal) ? directory : null,
            parent?.EndsWith("/" + id, StringComparison.Ordinal) == true ? parent : null,
            parent is not null && Directories.Contains($"{parent}/{id}") ? $"{parent}/{id}" : null,
        ];
        return Go(terminal, channel, candidates.FirstOrDefault(path => path is not null));
    }

    public string Read(int terminal, int channel) => Allowed(terminal, channel, access => access.Read) is { Length: > 0 } status ? status : _bytes[At(terminal, channel).File] + "9000";

    public string Update(int terminal, int channel, string value)
    {
        if (Allowed(terminal, channel, access => access.Update) is { Length: > 0 } status)
        {
            return status;
        }

        _bytes[At(terminal, channel).File] = value;
        return "9000";
    }

    /// <summary>VERIFY (v), CHANGE (c), DISABLE (d), ENABLE (e) and UNBLOCK (u) with a PIN or PUK, and the PIN that is new.</summary>
    public string Do(char what, int terminal, string name, string given, string wanted)
    {
        var pin = name == "1" ? Pin1 : Pin2;
        var verified = _terminals[terminal].Verified;
        var isFree = !pin.Enabled && pin.Left > 0;
        switch (what)
        {
            case 'u' when pin.PukLeft == 0:
                return "6983";
            case 'u' when given != pin.Puk:
                return $"63c{--pin.PukLeft:x}";
            case 'u':
                (pin.Value, pin.Enabled, pin.Left, pin.PukLeft) = (wanted, true, pin.Max, pin.PukMax);
                verified.Add(name);
                return "9000";
            case 'd' or 'e' when name == "2":
            case 'e' when pin.Enabled && pin.Left > 0:
                return "6985";
            case 'v' or 'c' or 'd' when isFree:
                return "6984";
            case var _ when pin.Left == 0:
                verified.Remove(name);
                return "6983";
            case var _ when given != pin.Value:
                pin.Left--;
                if (pin.Left == 0)
                {
                    verified.Remove(name);
                }

                return $"63c{pin.Left:x}";
            default:
                pin.Left = pin.Max;
                verified.Add(name);
                pin.Value = what == 'c' ? wanted : pin.Value;
                pin.Enabled = what switch { 'd' => false, 'e' => true, _ => pin.Enabled };
                return "9000";
        }
    }

    private static bool Exists(string path) => Access.ContainsKey(path) || Directories.Contains(path);

    private static string Above(string path) => path[..path.LastIndexOf('/')];

    private string Go(int terminal, int channel, string? path)
    {
        if (path is null)
        {
            return "6a82";
        }

        var application = path is "usim" or "isim" ? path : At(terminal, channel).Application;
        _terminals[terminal].Channels[channel] = Directories.Contains(path) ? (path, "", application) : (Above(path), path, application);
        return "9000";
    }

    private string Allowed(int terminal, int channel, Func<(string Read, string Update), string> operation)
    {
        if (!IsOpen(terminal, channel))
        {
            return "6881";
        }

        if (At(terminal, channel).File is not { Length: > 0 } file)
        {
            return "6986";
        }

        var pin = operation(Access[file]);
        var isFree = pin switch { "" => true, "1" => !Pin1.Enabled && Pin1.Left > 0, _ => false };
        return isFree || _terminals[terminal].Verified.Contains(pin) ? "" : "6982";
    }

    internal sealed record Pin
    {
        public required string Value { get; set; }

        public required string Puk { get; init; }

        public bool Enabled { get; set; }

        public int Left { get; set; }

        public int PukLeft { get; set; }

        public int Max { get; init; }

        public int PukMax { get; init; }
    }

    private sealed class Terminal
    {
        public (string Directory, string File, string Application)?[] Channels { get; } = [("3f00", "", ""), .. new (string, string, string)?[19]];

        public HashSet<string> Verified { get; } = [];
    }
}
