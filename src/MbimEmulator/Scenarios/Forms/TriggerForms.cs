using System.Text.Json;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>Forms and keys that triggers share.</summary>
internal static class TriggerForms
{
    /// <summary>Which way.</summary>
    public static readonly YamlForm<TransferDirection> Direction = YamlForms.Choice<TransferDirection>();

    /// <summary>Fields of the information buffer.</summary>
    public static readonly YamlKey<MbimArray<PlacedPattern>> Where = new("where", FieldForms.Patterns, "Fields of the information buffer; all must match.");

    /// <summary>A value, or any.</summary>
    public static YamlForm<T?> Wildcard<T>(YamlForm<T> form)
        where T : struct => new(
        $"{form.Text}; `\"*\"` for any",
        () => YamlForms.AnyOf(form.Schema(), YamlForms.Enumeration([CidNames.Any])),
        item => item.IsText(CidNames.Any) ? null : form.Read(item));

    /// <summary>The name of a trigger after an enumeration's member.</summary>
    public static string NameOf<T>(T member)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(member.ToString());
}
