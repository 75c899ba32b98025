using MbimEmulator.Modem.Core;
using MbimProtocol.Encoding;

namespace VendorService;

/// <summary>The CIDs of the vendor's service.</summary>
[MbimService("7d3f8a51-0b0e-4e5c-8f6a-2a1c5d9b7e33", "Vendor")]
public enum VendorCid : uint
{
    /// <summary>How warm the modem is.</summary>
    [Notification(NotificationKind.State)]
    Temperature = 1,
}

/// <summary>What a query answers and a notification says.</summary>
[InformationBuffer(VendorCid.Temperature, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct Temperature(uint Celsius);

/// <summary>The part of the modem that is warm.</summary>
public sealed class TemperatureModule(ModuleContext modem) : ModemModule
{
    private Temperature _now = new(30);

    /// <summary>Gives the service to every modem of the process.</summary>
    public static void Add()
    {
        DeclaredServices.Register();
        ModemModules.Add(new("temperature", modem => new TemperatureModule(modem))
        {
            Handlers = ModuleHandlers.Of<TemperatureModule>(handlers =>
                handlers.Query(Vendor.Temperature, static (module, transaction, _) => transaction.Complete(module._now))),
            Changes = [ModuleChange.Of<TemperatureModule>("heat", ["CELSIUS"], "the modem gets as warm as this", args => args.Number(0, 150),
                (module, args) => module.Heat(args.Number(0)))],
            States = [ModuleState.Of<TemperatureModule>("celsius", module => module._now.Celsius)],
        });
    }

    private string Heat(uint celsius)
    {
        _now = new(celsius);
        modem.Notify(Vendor.Temperature, _now);
        return $"it is {celsius} degrees warm";
    }
}
