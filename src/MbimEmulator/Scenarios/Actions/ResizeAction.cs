using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>It is cut off or made longer; its length fields stay as they are, unless <paramref name="KeepsLengthsRight"/>.</summary>
/// <param name="By">How many bytes are added (zeros); below 0, how many are cut off at the end.</param>
/// <param name="KeepsLengthsRight">Whether MessageLength and InformationBufferLength are adjusted.</param>
public sealed record ResizeAction(int By, bool KeepsLengthsRight) : FaultAction(ActionTarget.Traffic)
{
    // Longer than any transfer that a carrier takes.
    private const int MaxLength = 1 << 20;

    private static readonly YamlKey<int> ByKey = new("by", YamlForms.Int32(-ScenarioForms.MaxBytes, ScenarioForms.MaxBytes), "Number of zeros to append; negative: number of bytes to cut off.") { IsRequired = true };
    private static readonly YamlKey<bool> KeepsLengthsRightKey = new("keepsLengthsRight", YamlForms.Boolean, "Whether MessageLength and InformationBufferLength are adjusted.");

    internal static ActionKind FileKind { get; } = new("resize", "It is truncated or extended; its length fields stay as they are.", ByKey, [ByKey, KeepsLengthsRightKey],
        values => new ResizeAction(
            values.Require(ByKey) is var count && count != 0 ? count : throw values.Item.Error("'0'", "how many bytes more, or fewer"), values.Get(KeepsLengthsRightKey, false)))
    {
        Needs = TriggerTraits.Traffic | TriggerTraits.Apdu,
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context)
    {
        if (!KeepsLengthsRight && traffic.BecomesTransfers)
        {
            var last = traffic.GetPlan()[^1];
            last.Bytes = Resized(last.Bytes);
        }
        else
        {
            traffic.Bytes = Resized(traffic.Bytes);
            if (KeepsLengthsRight)
            {
                InformationBuffers.MendLengths(traffic.Bytes);
            }
        }

        return Told(traffic, context, problem: null, By < 0 ? $"{-By} bytes cut off" : $"{By} bytes added");
    }

    private byte[] Resized(byte[] bytes)
    {
        var resized = new byte[Math.Clamp((long)bytes.Length + By, 0, MaxLength)];
        bytes.AsSpan(0, Math.Min(bytes.Length, resized.Length)).CopyTo(resized);
        return resized;
    }
}
