using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>sim</c>.</summary>
internal static class SimReader
{
    public static SimProfile Read(YamlSection section, SimProfile basis) => basis with
    {
        Condition = section.Read("condition", basis.Condition, item => item.Choice<SimCondition>()),
        SubscriberId = section.Read("subscriberId", basis.SubscriberId, item => item.Digits(6, 15)),
        IccId = section.Read("iccId", basis.IccId, item => item.Text(20)),
        TelephoneNumbers = section.Read("telephoneNumbers", basis.TelephoneNumbers, item => item.Items().Select(number => number.Text(22)).ToMbimArray()),
        ProtectUniqueId = section.Read("protectUniqueId", basis.ProtectUniqueId, item => item.Boolean()),
        ServiceActivated = section.Read("serviceActivated", basis.ServiceActivated, item => item.Boolean()),
        ServiceActivationNwError = section.Read("serviceActivationNwError", basis.ServiceActivationNwError, item => (uint)item.Number(0, 255)),
        Pin1 = section.ReadSection("pin1", basis.Pin1, ReadPin1),
        Pin2 = section.ReadSection("pin2", basis.Pin2, ReadPin),
        PreferredProviders = section.Read("preferredProviders", basis.PreferredProviders, NetworkReader.ReadProviders),
    };

    private static PinProfile ReadPin1(YamlSection section, PinProfile basis) => ReadPin(section, basis) with
    {
        Enabled = section.Read("enabled", basis.Enabled, item => item.Boolean()),
    };

    private static PinProfile ReadPin(YamlSection section, PinProfile basis) => basis with
    {
        Pin = section.Read("pin", basis.Pin, item => item.Digits(PinProfile.MinLength, PinProfile.MaxLength)),
        Attempts = section.Read("attempts", basis.Attempts, item => (int)item.Number(1, 255)),
        Puk = section.Read("puk", basis.Puk, item => item.Digits(PinProfile.MaxLength, PinProfile.MaxLength)),
        PukAttempts = section.Read("pukAttempts", basis.PukAttempts, item => (int)item.Number(1, 255)),
    };
}
