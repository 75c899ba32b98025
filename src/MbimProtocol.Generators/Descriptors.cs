using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>What can be wrong with a declaration.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotARecord = Make(
        "MBIM001", "Not a partial record", "'{0}' must be a top-level, non-generic partial record");

    public static readonly DiagnosticDescriptor UnsupportedType = Make(
        "MBIM002", "Type without a layout", "'{0}' has the type {1}, which is not supported in an information buffer; use ushort, uint, int, ulong, an enumeration of uint or ushort, Guid, string, an address, a Tlv, an [MbimStructure], or a MbimArray of one");

    public static readonly DiagnosticDescriptor LayoutMismatch = Make(
        "MBIM003", "Layout does not fit the type", "'{0}' of type {1} cannot have the layout {2}; {3}");

    public static readonly DiagnosticDescriptor CountMissing = Make(
        "MBIM004", "Array without a count", "'{0}' needs an earlier 'partial uint' property with [CountOf(nameof({0}))]");

    public static readonly DiagnosticDescriptor CountWrong = Make(
        "MBIM005", "Count does not refer to an array", "'{0}' names '{1}', which is not a later {2} of this record");

    public static readonly DiagnosticDescriptor NotLast = Make(
        "MBIM006", "Field after the end", "'{0}' follows '{1}', which takes everything up to the end");

    public static readonly DiagnosticDescriptor CountNotPartial = Make(
        "MBIM007", "Count has its own value", "'{0}' must be declared 'public partial uint {0} {{ get; }}'; the array is its only source");

    public static readonly DiagnosticDescriptor ConditionWrong = Make(
        "MBIM008", "Condition does not refer to a field", "'{0}' depends on '{1}', which is not an earlier number or enumeration of this record");

    public static readonly DiagnosticDescriptor ElementNotFixed = Make(
        "MBIM009", "Element without a fixed size", "'{0}' holds {1}, whose size is only known from its bytes; a StructArray needs a fixed size");

    public static readonly DiagnosticDescriptor SourceMissing = Make(
        "MBIM010", "No source in the other layout", "'{0}' has no property of the same name and type in {1}; add [Source] or [WhenAbsent]");

    public static readonly DiagnosticDescriptor NewestWrong = Make(
        "MBIM011", "Older layout without a newest one", "'{0}' names {1}, which is not an [InformationBuffer] with [Since]");

    public static readonly DiagnosticDescriptor CidWrong = Make(
        "MBIM012", "Not a CID", "'{0}' must name a member of an enumeration with [MbimService] in this project");

    public static readonly DiagnosticDescriptor DuplicateUse = Make(
        "MBIM013", "Two records for one buffer", "{0} and {1} are both declared as the {2} of {3}");

    public static readonly DiagnosticDescriptor Recursive = Make(
        "MBIM014", "Structure within itself", "'{0}' contains itself");

    public static readonly DiagnosticDescriptor FixedSizeMissing = Make(
        "MBIM015", "Fixed bytes without a size", "'{0}' needs a Size of at least 1");

    public static readonly DiagnosticDescriptor EndWithReferences = Make(
        "MBIM016", "End cannot be determined", "'{0}' takes everything up to the end, where '{1}' puts its variable data; a record can have only one of them");

    public static readonly DiagnosticDescriptor KeyWrong = Make(
        "MBIM017", "Key does not refer to a field", "The notification of '{0}' has no number '{1}' at the same position in each of its layouts");

    public static readonly DiagnosticDescriptor NoNotification = Make(
        "MBIM018", "Notification without a buffer", "'{0}' has no notification: no record declares one, and [UndeclaredBuffers] does not name it");

    public static readonly DiagnosticDescriptor DeclaredTwice = Make(
        "MBIM019", "Buffers declared and undeclared", "'{0}' has [UndeclaredBuffers], but {1} declares a buffer of it; remove the attribute");

    public static readonly DiagnosticDescriptor UuidWrong = Make(
        "MBIM020", "Not a UUID", "The service of '{0}' has the UUID '{1}'; expected the form 00000000-0000-0000-0000-000000000000");

    public static readonly DiagnosticDescriptor SinceMisplaced = Make(
        "MBIM021", "Added field outside a newest record", "'{0}' has [Since], which only a property of a record with [InformationBuffer] may have; {1} is not one");

    public static readonly DiagnosticDescriptor SinceTooEarly = Make(
        "MBIM022", "Field added before its record", "'{0}' is added by a version that is not after the first version of {1}");

    public static readonly DiagnosticDescriptor SinceApart = Make(
        "MBIM023", "Fields that belong together", "'{0}' exists in a version in which '{1}', which it belongs to, does not, or the other way round; give both the same [Since]");

    public static readonly DiagnosticDescriptor LayoutNameTaken = Make(
        "MBIM024", "Older layout declared twice", "'{0}' is generated for an older layout of {1}, but is also declared; remove the declaration, or [Since] from the properties of {1}");

    public static readonly DiagnosticDescriptor PersonalWrong = Make(
        "MBIM025", "Field that cannot be masked", "'{0}' of type {1} has [PersonalInformation], which is for texts, unsigned numbers and bytes");

    private static DiagnosticDescriptor Make(string id, string title, string message) =>
        new(id, title, message, "MbimProtocol", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
