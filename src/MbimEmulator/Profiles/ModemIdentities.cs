using System.Globalization;
using System.Numerics;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Gives the modems of a run identities of their own, which count on from a profile's.</summary>
public static class ModemIdentities
{
    private const int ImeiLength = 15;

    /// <summary>The profile of one of several modems: IMEI, IMSI, ICCID and telephone numbers are so many higher, as far as they are numbers.</summary>
    /// <param name="profile">The first modem's profile.</param>
    /// <param name="index">Which modem, from 0.</param>
    /// <remarks>What the files of <c>sim.files</c> say stays as it is.</remarks>
    public static ModemProfile Number(ModemProfile profile, int index)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return index == 0 ? profile : profile with
        {
            Identity = Number(profile.Identity, index),
            Sim = Number(profile.Sim, index),
            Slots = profile.Slots.Select(sim => Number(sim, index)).ToMbimArray(),
        };
    }

    /// <summary>
    /// The profile of one executor of a device: its IMEI is so many thousand higher, and its device paths are numbered on, as <c>/dev/cdc-wdm1</c> from
    /// <c>/dev/cdc-wdm0</c>. The cards belong to all.
    /// </summary>
    /// <param name="profile">The device's profile.</param>
    /// <param name="executor">Which executor, from 0.</param>
    public static ModemProfile OfExecutor(ModemProfile profile, int executor)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfNegative(executor);
        return executor == 0 ? profile : profile with
        {
            Identity = Number(profile.Identity, 1000 * executor),
            DevicePaths = profile.DevicePaths.Select(path => NumberedNames.Next(path, executor)).ToMbimArray(),
        };
    }

    /// <summary>A SIM as a slot behind the first one has it: its numbers are a thousand higher for each slot, so that those of some modems do not meet.</summary>
    internal static SimProfile SimOfSlot(int slot) => Number(new SimProfile(), 1000 * slot);

    private static IdentityProfile Number(IdentityProfile identity, int index) =>
        identity with { DeviceId = AddChecked(identity.DeviceId, index, identity.DeviceId.Length == ImeiLength) };

    private static SimProfile Number(SimProfile sim, int index) => sim with
    {
        SubscriberId = Add(sim.SubscriberId, index),
        IccId = AddChecked(sim.IccId, index, HasCheckDigit(sim.IccId)),
        TelephoneNumbers = sim.TelephoneNumbers.Select(number => Add(number, index)).ToMbimArray(),
    };

    // The last digit checks the others (ISO/IEC 7812-1, annex B).
    private static string AddChecked(string number, int index, bool isChecked)
    {
        if (!isChecked || number.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return Add(number, index);
        }

        var body = Add(number[..^1], index);
        return body + CheckDigit(body);
    }

    private static string Add(string number, int index)
    {
        var start = number.Length;
        while (start > 0 && char.IsAsciiDigit(number[start - 1]))
        {
            start--;
        }

        var size = number.Length - start;
        if (size == 0)
        {
            return number;
        }

        var sum = (BigInteger.Parse(number[start..], CultureInfo.InvariantCulture) + index) % BigInteger.Pow(10, size);
        return number[..start] + sum.ToString(CultureInfo.InvariantCulture).PadLeft(size, '0');
    }

    private static bool HasCheckDigit(string number) =>
        number.Length > 1 && !number.AsSpan().ContainsAnyExceptInRange('0', '9') && CheckDigit(number[..^1]) == number[^1];

    private static char CheckDigit(string body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[^(i + 1)] - '0';
            sum += i % 2 != 0 ? digit : digit < 5 ? 2 * digit : (2 * digit) - 9;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
