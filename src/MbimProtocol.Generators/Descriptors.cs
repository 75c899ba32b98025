using Microsoft.CodeAnalysis;

namespace MbimProtocol.Generators;

/// <summary>What can be wrong with a declaration.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotARecord = Make(
        "MBIM001", "Not a partial record", "'{0}' must be a top-level, non-generic partial record");

    public static readonly DiagnosticDescriptor UnsupportedType = Make(
        "MBIM002", "Type without a layout", "'{0}' has the type {1}, which no layout of an information buffer has; use ushort, uint, int, ulong, an enumeration of uint or ushort, Guid, string, an address, a Tlv, an [MbimStructure], or a MbimArray of one");

    public static readonly DiagnosticDescriptor LayoutMismatch = Make(
        "MBIM003", "Layout does not fit the type", "'{0}' of type {1} cannot have the layout {2}; {3}");

    public static readonly DiagnosticDescriptor CountMissing = Make(
        "MBIM004", "Array without a count", "'{0}' needs an earlier 'partial uint' property with [CountOf(nameof({0}))]");

    public static readonly DiagnosticDescriptor CountWrong = Make(
        "MBIM005", "Count of nothing", "'{0}' names '{1}', which is no later {2} of this record");

    public static readonly DiagnosticDescriptor NotLast = Make(
        "MBIM006", "Field behind the end", "'{0}' stands behind '{1}', which takes everything up to the end");

    public static readonly DiagnosticDescriptor CountNotPartial = Make(
        "MBIM007", "Count has a value of its own", "'{0}' must be declared 'public partial uint {0} {{ get; }}'; the array is its only source");

    public static readonly DiagnosticDescriptor ConditionWrong = Make(
        "MBIM008", "Condition on nothing", "'{0}' depends on '{1}', which is no earlier number or enumeration of this record");

    public static readonly DiagnosticDescriptor ElementNotFixed = Make(
        "MBIM009", "Element of no fixed size", "'{0}' holds {1}, whose size only its bytes say; a StructArray needs a fixed size");

    public static readonly DiagnosticDescriptor SourceMissing = Make(
        "MBIM010", "No source in the other layout", "'{0}' has no property of the same name and type in {1}; add [Source] or [WhenAbsent]");

    public static readonly DiagnosticDescriptor NewestWrong = Make(
        "MBIM011", "Older layout of nothing", "'{0}' names {1}, which is no [InformationBuffer] with [Since]");

    public static readonly DiagnosticDescriptor CidWrong = Make(
        "MBIM012", "Not a CID", "'{0}' must name a member of an enumeration with [MbimService] in this project");

    public static readonly DiagnosticDescriptor DuplicateUse = Make(
        "MBIM013", "Two records for one buffer", "{0} and {1} are both declared as the {2} of {3}");

    public static readonly DiagnosticDescriptor Recursive = Make(
        "MBIM014", "Structure within itself", "'{0}' contains itself");

    public static readonly DiagnosticDescriptor FixedSizeMissing = Make(
        "MBIM015", "Fixed bytes without a size", "'{0}' needs a Size of at least 1");

    public static readonly DiagnosticDescriptor EndWithReferences = Make(
        "MBIM016", "No end to tell", "'{0}' takes everything up to the end, where '{1}' puts its variable data; a record can have one or the other");

    public static readonly DiagnosticDescriptor KeyWrong = Make(
        "MBIM017", "Key of nothing", "The notification of '{0}' has no number '{1}' that stands at the same place in each of its layouts");

    public static readonly DiagnosticDescriptor NoNotification = Make(
        "MBIM018", "What a notification tells that there is not", "'{0}' has no notification: no record declares one, and [UndeclaredBuffers] does not name it");

    public static readonly DiagnosticDescriptor DeclaredTwice = Make(
        "MBIM019", "Buffers declared and undeclared", "'{0}' has [UndeclaredBuffers], but {1} declares a buffer of it; take the attribute away");

    public static readonly DiagnosticDescriptor UuidWrong = Make(
        "MBIM020", "Not a UUID", "The service of '{0}' has the UUID '{1}'; one is written as 00000000-0000-0000-0000-000000000000");

    public static readonly DiagnosticDescriptor SinceMisplaced = Make(
        "MBIM021", "Added field of no newest record", "'{0}' has [Since], which only a property of a record with [InformationBuffer] may have; {1} is none");

    public static readonly DiagnosticDescriptor SinceTooEarly = Make(
        "MBIM022", "Field added before its record", "'{0}' is added by a version that is not after the first version of {1}");

    public static readonly DiagnosticDescriptor SinceApart = Make(
        "MBIM023", "Fields that belong together", "'{0}' is there in a version in which '{1}', which it belongs to, is not, or the other way round; give both the same [Since]");

    public static readonly DiagnosticDescriptor LayoutNameTaken = Make(
        "MBIM024", "Older layout declared twice", "'{0}' is written for an older layout of {1}, but is declared as well; take away the declaration, or [Since] from the properties of {1}");

    private static DiagnosticDescriptor Make(string id, string title, string message) =>
        new(id, title, message, "MbimProtocol", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
