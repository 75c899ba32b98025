using System.Collections.Frozen;
using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>Puts the files of a card together: those of a profile, then what the user has added or replaced.</summary>
internal sealed class CardBuilder
{
    /// <summary>The longest content of an elementary file, and the most bytes of all files.</summary>
    private const int MaxSize = 65535;

    private const int MaxTotal = 1 << 20;

    // The files of a new profile by their paths: most of them are the same on every card, and then all cards have the same objects.
    private static readonly FrozenDictionary<string, Draft> Common = MakeCommon();

    // A directory stands before what is in it.
    private readonly List<Draft> _drafts = [];

    /// <summary>The card of a modem with this profile.</summary>
    /// <exception cref="ModemProfileException">The files of the user make no card.</exception>
    public static CardImage Build(ModemProfile profile)
    {
        var sim = profile.Sim;
        var builder = new CardBuilder();
        if (sim.Files is not { IsWhole: true })
        {
            ProfileFiles.Add(builder, sim, profile.Network.Home);
        }

        foreach (var file in sim.Files?.Files ?? [])
        {
            try
            {
                builder.Change(file);
            }
            catch (FormatException e)
            {
                throw new ModemProfileException(profile.Name, $"sim.files: {file.Path}: {e.Message}", e);
            }
        }

        try
        {
            return builder.Finish(sim);
        }
        catch (FormatException e)
        {
            throw new ModemProfileException(profile.Name, $"sim.files: {e.Message}", e);
        }
    }

    /// <summary>Adds a file behind the others; its directory is there.</summary>
    public void Add(string path, FileControl control, byte[] content)
    {
        if (Find(path) >= 0)
        {
            throw new FormatException("the file is there already.");
        }

        if (ParentOf(path) is { } parent && (Find(parent) is var at && (at < 0 || !_drafts[at].Control.IsDirectory)))
        {
            throw new FormatException($"there is no directory '{parent}'; expected it before the file.");
        }

        _drafts.Add(new Draft(path, control, content));
    }

    private static FrozenDictionary<string, Draft> MakeCommon()
    {
        var profile = new ModemProfile();
        var builder = new CardBuilder();
        ProfileFiles.Add(builder, profile.Sim, profile.Network.Home);
        return builder._drafts.ToFrozenDictionary(draft => draft.Path);
    }

    private static string? ParentOf(string path) =>
        path == CardPath.MasterFile ? null : path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : CardPath.MasterFile;

    private static byte[] Content(CardFileProfile file, FileControl control, int size, byte[]? kept)
    {
        if (control.IsDirectory)
        {
            return file.Content is { Count: > 0 } ? throw new FormatException("a directory with content; expected none.") : [];
        }

        size = size != 0 ? size : file.Content?.Count ?? kept?.Length ?? 0;
        if (control.HasRecords && (size % control.RecordSize != 0 || size / control.RecordSize is 0 or > 254))
        {
            throw new FormatException($"{size} bytes with records of {control.RecordSize}; expected 1 to 254 whole records.");
        }

        if (size is 0 or > MaxSize)
        {
            throw new FormatException($"{size} bytes; expected content, or a size of 1 to {MaxSize}.");
        }

        if (file.Content is not { } content)
        {
            return kept is null ? CardCoding.Fill([], size) : kept.Length == size ? kept : CardCoding.Fill(kept, size);
        }

        return content.Count <= size ? CardCoding.Fill([.. content], size) : throw new FormatException($"{content.Count} bytes of content; expected at most {size}.");
    }

    private static (FileControl Control, int Size) Describe(CardFileProfile file, CardFileKind kind)
    {
        var name = file.Path.Split('/')[^1];
        var control = new FileControl
        {
            Kind = kind,
            Id = name.Length == 4 && name != "usim" && name != "isim" ? Convert.ToUInt16(name, 16) : (ushort)0,
            RecordSize = kind is CardFileKind.LinearFixed or CardFileKind.Cyclic ? file.RecordSize : 0,
            Aid = kind == CardFileKind.Application ? CardPath.AidOf(name) : [],
            Security = SecurityAttributes.Of(file.Read, file.Update),
            ShortId = file.ShortId == 0 ? [] : [(byte)(file.ShortId << 3)],
        };
        return (control, file.Size);
    }

    private void Change(CardFileProfile file)
    {
        var at = Find(file.Path);
        if (file.IsRemoved)
        {
            _drafts.RemoveAll(draft => draft.Path == file.Path || draft.Path.StartsWith(file.Path + "/", StringComparison.Ordinal));
            return;
        }

        (FileControl Control, int Size)? described = file switch
        {
            { Fcp.Count: > 0 } => FileControl.Read(file.Fcp.AsSpan()) ?? throw new FormatException("fcp is no FCP template (ETSI TS 102 221, 11.1.1.3) of MF, DF, ADF or an EF with bytes or records."),
            { Kind: { } kind } => Describe(file, kind),
            _ => null,
        };
        if (described is not { } found)
        {
            if (at < 0)
            {
                throw new FormatException("there is no such file; expected 'fcp' or 'kind' for a new one.");
            }

            var kept = _drafts[at];
            _drafts[at] = kept with { Content = Content(file, kept.Control, kept.Content.Length, kept.Content) };
            return;
        }

        var control = found.Control;
        var last = file.Path.Split('/')[^1];
        var isApplication = control.Kind == CardFileKind.Application;
        if (isApplication != (!file.Path.StartsWith(CardPath.MasterFile, StringComparison.Ordinal) && !file.Path.Contains('/', StringComparison.Ordinal)))
        {
            throw new FormatException(isApplication ? "an application; expected a path such as usim, isim or its AID." : "no application; expected its AID (tag 84) in fcp.");
        }

        if (isApplication && CardPath.NameOf(control.Aid) != file.Path && !Convert.ToHexStringLower(control.Aid).StartsWith(file.Path, StringComparison.Ordinal))
        {
            throw new FormatException($"the AID {Convert.ToHexStringLower(control.Aid)}; expected the path's.");
        }

        if (!isApplication && control.Id != Convert.ToUInt16(last, 16))
        {
            throw new FormatException($"the file identifier {control.Id:x4} in fcp; expected the path's.");
        }

        var content = Content(file, control, found.Size, at < 0 ? null : _drafts[at].Content);
        var template = control.Write(content.Length, isActive: true, 0, CardKeys.References, new byte[2 * FileControl.MaxTemplate]);
        if (template > FileControl.MaxTemplate)
        {
            throw new FormatException($"an FCP template of {template} bytes with the PIN status; expected at most {FileControl.MaxTemplate}.");
        }

        if (at >= 0)
        {
            _drafts[at] = new Draft(file.Path, control, content);
        }
        else
        {
            Add(file.Path, control, content);
        }
    }

    private CardImage Finish(SimProfile sim)
    {
        if (Find(CardPath.MasterFile) != 0)
        {
            throw new FormatException("there is no MF; expected 3f00 first.");
        }

        if (_drafts.Sum(draft => (long)draft.Content.Length) > MaxTotal)
        {
            throw new FormatException($"the files have more than {MaxTotal} bytes.");
        }

        Dictionary<string, CardFile> made = new(_drafts.Count, StringComparer.Ordinal);
        List<CardFile> files = new(_drafts.Count);
        foreach (var draft in _drafts)
        {
            var (control, content) = (draft.Control, draft.Content);
            if (Common.TryGetValue(draft.Path, out var common))
            {
                control = control == common.Control ? common.Control : control;
                content = content.AsSpan().SequenceEqual(common.Content) ? common.Content : content;
            }

            var file = new CardFile(files.Count, ParentOf(draft.Path) is { } parent ? made[parent] : null, control, content);
            made[draft.Path] = file;
            files.Add(file);
        }

        var administrator = new CardPinState([.. sim.Adm1], [], true, 10, 0);
        return new CardImage(files)
        {
            Atr = sim.Atr.Count > 0 ? [.. sim.Atr] : AnswerToReset.Own,
            Pins = [StateOf(sim.Pin1, sim.Pin1.Enabled), StateOf(sim.Pin2, true), administrator, administrator],
            Keys = sim.Keys,
        };
    }

    private static CardPinState StateOf(PinProfile pin, bool isEnabled) =>
        new(CardPin.Digits(pin.Pin), CardPin.Digits(pin.Puk), isEnabled, Math.Min(pin.Attempts, CardPin.MaxAttempts), Math.Min(pin.PukAttempts, CardPin.MaxAttempts));

    private int Find(string path) => _drafts.FindIndex(draft => draft.Path == path);

    private sealed record Draft(string Path, FileControl Control, byte[] Content);
}
