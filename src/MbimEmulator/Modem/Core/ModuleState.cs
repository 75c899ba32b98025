using System.Globalization;
using System.Text.Json;

namespace MbimEmulator.Modem.Core;

/// <summary>A part of a module's state, which conditions of scenarios name and the control API shows.</summary>
/// <param name="Name">Its name, which no other part has.</param>
/// <param name="Values">The enumeration of its values, or the type of a number.</param>
/// <param name="Read">Its value now.</param>
public sealed record ModuleState(string Name, Type Values, Func<ModemModule, ulong> Read)
{
    /// <summary>The highest number that it can have, if it is one.</summary>
    public uint Max { get; init; } = uint.MaxValue;

    /// <summary>A part of the state of a module of this type, which is a number.</summary>
    public static ModuleState Of<TModule>(string name, Func<TModule, ulong> read)
        where TModule : ModemModule =>
        new(name, typeof(ulong), module => read((TModule)module));

    /// <summary>A part of the state of a module of this type, which is one of an enumeration.</summary>
    public static ModuleState Of<TModule, TValue>(string name, Func<TModule, TValue> read)
        where TModule : ModemModule
        where TValue : struct, Enum =>
        new(name, typeof(TValue), module => Convert.ToUInt64(read((TModule)module), CultureInfo.InvariantCulture));

    /// <summary>Its value now as files write it: a name in camel case, or a number.</summary>
    internal string ReadText(ModemModule module)
    {
        var value = Read(module);
        return Values.IsEnum && Enum.GetName(Values, Enum.ToObject(Values, value)) is { } name
            ? JsonNamingPolicy.CamelCase.ConvertName(name)
            : value.ToString(CultureInfo.InvariantCulture);
    }
}
