using MbimEmulator.Modem.Core;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Registration;

/// <summary>What can be done to the registration.</summary>
internal static class RegistrationChanges
{
    public static IReadOnlyList<ModuleChange> All { get; } =
    [
        ModuleChange.Of<RegistrationModule>("lose-coverage", "the modem leaves coverage", registration => registration.LoseCoverage(), "no coverage"),
        ModuleChange.Of<RegistrationModule>("regain-coverage", "the modem is in coverage again", registration => registration.RegainCoverage(), "coverage"),
        ModuleChange.Of<RegistrationModule>("roam", ["PROVIDER"], "the modem moves into another provider's cell", _ => { }, Roam),
        ModuleChange.Of<RegistrationModule>("deny", ["NW_ERROR"], "the network refuses the subscriber", CheckCause, Deny),
        ModuleChange.Of<RegistrationModule>("allow", "the network accepts the subscriber again", registration => registration.Allow(), "the network takes the subscriber"),
    ];

    private static string Roam(RegistrationModule registration, ArgumentReader args)
    {
        registration.Roam(args.Text(0));
        return $"in the cell of {args.Text(0)}";
    }

    private static void CheckCause(ArgumentReader args)
    {
        if (args.Error(0) == NwError.None)
        {
            throw new ArgumentException("A refusal has a network error, such as 11 or plmnNotAllowed; found none.");
        }
    }

    private static string Deny(RegistrationModule registration, ArgumentReader args)
    {
        registration.Deny(args.Error(0));
        return $"denied with network error {(uint)args.Error(0)}";
    }
}
