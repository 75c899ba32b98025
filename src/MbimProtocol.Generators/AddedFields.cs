using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MbimProtocol.Generators;

/// <summary>Reads [Since] on the properties of a newest record: every version that adds fields ends an older layout, which becomes a record of its own.</summary>
internal sealed class AddedFields
{
    private readonly INamedTypeSymbol _type;
    private readonly List<FieldModel> _fields;
    private readonly List<Problem> _problems;
    private readonly Dictionary<string, IPropertySymbol> _added;
    private readonly int _first;

    public AddedFields(INamedTypeSymbol type, List<FieldModel> fields, List<Problem> problems)
    {
        _type = type;
        _fields = fields;
        _problems = problems;
        _first = type.Attribute(Symbols.Since).VersionArgument(0);
        _added = type.WireProperties().Where(property => property.Attribute(Symbols.Since) is not null).ToDictionary(property => property.Name);
        Newest = _added.Values.Select(VersionOf).Append(_first).Max();
        Check();
    }

    /// <summary>The first version with all fields.</summary>
    public int Newest { get; }

    /// <summary>The records of the older layouts, newest first.</summary>
    public List<RecordModel> OlderRecords() =>
        [.. _added.Values.Select(VersionOf).Append(_first).Distinct().Where(version => version < Newest).OrderByDescending(version => version).Select(Older)];

    private RecordModel Older(int since)
    {
        FieldModel[] fields = [.. _fields.Where(field => SinceOf(field.Name) <= since)];
        var name = $"{_type.Name}V{since >> 8}{((since & 0xFF) == 0 ? "" : $"_{since & 0xFF}")}";
        if (_type.ContainingNamespace.GetTypeMembers(name).Any())
        {
            _problems.Add(new(Descriptors.LayoutNameTaken, _type, [name, _type.Name]));
        }

        // In a structure a nested record without a value would be null.
        var isClass = fields.Any(field => field is { Kind: FieldForm.Struct, IsClass: true, IsNullable: false });
        return new RecordModel(
            _type.NamespaceName(),
            name,
            $"public {(isClass ? "sealed partial record" : "readonly partial record struct")} {name}",
            IsInformationBuffer: true,
            new(fields),
            since,
            new([]),
            _type.Full(),
            new([.. fields.Where(HasValue).Select(field => new Assignment(field.Name, $"source.{field.Name}"))]),
            new([.. _fields.Where(HasValue).Select(field => new Assignment(field.Name, SinceOf(field.Name) <= since ? $"source.{field.Name}" : Absent(field.Name)))]))
        {
            IsAdded = true,
            Attributes = new([.. fields.Select(AttributesOf)]),
        };
    }

    // What says how the field stands on the wire is said of this layout too; which layout it is in, is not.
    private string AttributesOf(FieldModel field)
    {
        if (field.Kind is FieldForm.CountOf or FieldForm.SizeOf)
        {
            return $"[{field.Kind}({string.Join(", ", field.Arrays.Select(array => $"nameof({array})"))})]";
        }

        string[] kept = ["Layout", "AvailableIf", "PersonalInformation"];
        return string.Concat(kept.Select(name => Property(field.Name).FieldAttribute(name)).Where(attribute => attribute is not null).Select(attribute => $"[{attribute}]"));
    }

    private void Check()
    {
        foreach (var property in _added.Values)
        {
            if (_type.Attribute(Symbols.InformationBuffer) is null)
            {
                _problems.Add(new(Descriptors.SinceMisplaced, property, [property.Name, _type.Name]));
            }
            else if (VersionOf(property) <= _first)
            {
                _problems.Add(new(Descriptors.SinceTooEarly, property, [property.Name, _type.Name]));
            }
        }

        foreach (var field in _fields)
        {
            foreach (var array in field.Arrays.Where(array => SinceOf(array) != SinceOf(field.Name)))
            {
                _problems.Add(new(Descriptors.SinceApart, Property(field.Name), [field.Name, array]));
            }

            if (field.ConditionProperty is { } condition && SinceOf(condition) > SinceOf(field.Name))
            {
                _problems.Add(new(Descriptors.SinceApart, Property(field.Name), [field.Name, condition]));
            }
        }
    }

    private IPropertySymbol Property(string name) => _type.WireProperties().First(property => property.Name == name);

    private string? Absent(string name) =>
        _added[name].FieldAttribute("WhenAbsent")?.Named("Value") is { IsNull: false } value ? value.ToCSharpString() : null;

    private int SinceOf(string name) => _added.TryGetValue(name, out var property) ? VersionOf(property) : _first;

    private static int VersionOf(IPropertySymbol property) => property.Attribute(Symbols.Since).VersionArgument(0);

    private static bool HasValue(FieldModel field) => field.Kind is not (FieldForm.CountOf or FieldForm.SizeOf);
}
