using System.Globalization;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Profiles;

/// <summary>Reads <c>behaviour</c> of a device service: a name, or keys with a built-in one's name and parameters.</summary>
internal static class BehaviourReader
{
    // What a host's largest datagram or buffer is at most.
    private const int MaxBytes = 65535;

    private const string HandOn = "handOn";

    public static BehaviourProfile Read(YamlItem item, MbimArray<uint> cids) =>
        item.IsSection ? YamlSection.Checked(item, section => ReadBuiltIn(section, cids)) : Named(item.Text(100));

    private static BehaviourProfile ReadBuiltIn(YamlSection section, MbimArray<uint> cids) =>
        Named(section.Require("name", item => item.Name(BehaviourNames.All))) switch
        {
            SourceProfile basis => ReadSource(section, basis),
            ModemLogProfile basis => ReadModemLog(section, basis),
            ScriptedProfile basis => ReadScripted(section, basis, cids),
            var plain => plain,
        };

    private static BehaviourProfile Named(string name) => name switch
    {
        BehaviourNames.Source => new SourceProfile(),
        BehaviourNames.ModemLog => new ModemLogProfile(),
        BehaviourNames.Scripted => new ScriptedProfile(),
        _ => new BehaviourProfile { Name = name },
    };

    private static SourceProfile ReadSource(YamlSection section, SourceProfile basis)
    {
        YamlItem? script = null;
        YamlItem? rate = null;
        var source = basis with
        {
            Size = section.Read("size", basis.Size, item => (int)(rate = item).Number(0, MaxBytes)),
            Every = section.Read("every", basis.Every, item => Positive(rate = item)),
            Pattern = section.Read("pattern", basis.Pattern, item => item.Bytes(MaxBytes)),
            Script = section.Read("script", basis.Script, item => (script = item).Items().Select(step => YamlSection.Checked(step, ReadStep)).ToMbimArray()),
        };
        return script is null || rate is null ? source : throw rate.Error("size or every next to a script", "only one of them");
    }

    private static SourceStep ReadStep(YamlSection section)
    {
        var at = section.Require("at", item => item.Duration());
        YamlItem? bytes = null;
        var step = new SourceStep
        {
            At = at,
            Bytes = section.Read("bytes", [], item => (bytes = item).Bytes(MaxBytes)),
            Size = section.Read("size", 0, item => (int)item.Number(0, MaxBytes)),
        };
        return bytes is null || step.Size == 0 ? step : throw bytes.Error("bytes next to a size", "only one of them");
    }

    private static ModemLogProfile ReadModemLog(YamlSection section, ModemLogProfile basis) => basis with
    {
        MaxSegmentSize = section.Read("maxSegmentSize", basis.MaxSegmentSize, item => (int)item.Number(1, 60)),
        MinFlushTime = section.Read("minFlushTime", basis.MinFlushTime, Positive),
        RecordsPerSecond = section.ReadSection("recordsPerSecond", basis.RecordsPerSecond, ReadRates),
    };

    private static ModemLogRates ReadRates(YamlSection section, ModemLogRates basis)
    {
        return basis with
        {
            Prod = section.Read("prod", basis.Prod, Rate),
            LabVerbose = section.Read("labVerbose", basis.LabVerbose, Rate),
            LabMedium = section.Read("labMedium", basis.LabMedium, Rate),
            LabLow = section.Read("labLow", basis.LabLow, Rate),
            Oem = section.Read("oem", basis.Oem, Rate),
        };

        static int Rate(YamlItem item) => (int)item.Number(0, 1000);
    }

    private static ScriptedProfile ReadScripted(YamlSection section, ScriptedProfile basis, MbimArray<uint> cids)
    {
        return basis with
        {
            Unmatched = section.Read("unmatched", basis.Unmatched, item => item.IsText(HandOn) ? basis.Unmatched : ReadStatus(item)),
            HandsOnUnmatched = section.Item("unmatched")?.IsText(HandOn) ?? basis.HandsOnUnmatched,
            Answers = section.Read("answers", basis.Answers, list => list.Items().Select(item => YamlSection.Checked(item, ReadAnswer)).ToMbimArray()),
        };

        ScriptedAnswer ReadAnswer(YamlSection answer)
        {
            var status = answer.Read("status", MbimStatus.Success, ReadStatus);
            var handsOn = answer.Read(HandOn, false, item => item.Boolean());
            foreach (var other in new[] { "status", "bytes" })
            {
                if (handsOn && answer.Item(other) is { } beside)
                {
                    throw beside.Error($"'{other}' beside '{HandOn}'", "only one of them");
                }
            }

            return new ScriptedAnswer
            {
                Cid = answer.Require("cid", ReadCid),
                Operation = answer.Read("operation", (MbimCommandType?)null, item => item.Choice<MbimCommandType>()),
                Payload = answer.Read("payload", (BytePattern?)null, ReadPattern),
                Delay = answer.Read("delay", TimeSpan.Zero, item => item.Duration()),
                HandsOn = handsOn,
                Status = status,
                Bytes = answer.Read("bytes", [], item => status == MbimStatus.Success ? item.Bytes(MaxBytes) : throw item.Error("bytes with a failure status", "none")),
                Notify = answer.Read("notify", [], list => list.Items().Select(item => YamlSection.Checked(item, ReadNotification)).ToMbimArray()),
            };
        }

        ScriptedNotification ReadNotification(YamlSection notification) => new()
        {
            Cid = notification.Require("cid", ReadCid),
            After = notification.Read("after", TimeSpan.Zero, item => item.Duration()),
            Bytes = notification.Read("bytes", [], item => item.Bytes(MaxBytes)),
        };

        uint ReadCid(YamlItem item)
        {
            var cid = (uint)item.Number(1, uint.MaxValue);
            return cids.AsSpan().Contains(cid) ? cid : throw item.Error($"{cid}", cids.Count == 0 ? "the CID to be in cids" : $"one of the service's cids {cids}");
        }
    }

    private static BytePattern ReadPattern(YamlItem item) =>
        BytePattern.TryParse(item.Text(3 * MaxBytes), out var pattern) ? pattern : throw item.Error($"'{item.Text()}'", "bytes with wildcards, such as 01 ?? 0a *");

    /// <summary>A name such as busy, or a number of the range that is left to device services.</summary>
    private static MbimStatus ReadStatus(YamlItem item)
    {
        var text = item.Text();
        if (!text.StartsWith("0x", StringComparison.Ordinal))
        {
            return item.Choice<MbimStatus>();
        }

        return uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) && number >= 0x80000000
            ? (MbimStatus)number
            : throw item.Error($"'{text}'", "a name such as busy, or 0x80000000 to 0xffffffff");
    }

    private static TimeSpan Positive(YamlItem item) =>
        item.Duration() > TimeSpan.Zero ? item.Duration() : throw item.Error($"'{item.Text()}'", "more than nothing");
}
