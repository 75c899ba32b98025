namespace MbimEmulator.Patterns;

/// <summary>How a field is compared.</summary>
public enum FieldComparison
{
    /// <summary>It has the value.</summary>
    Equal,

    /// <summary>It has another value; a field that is not there has, and of <c>[*]</c> none may have the value.</summary>
    NotEqual,

    /// <summary>It is a number below the value.</summary>
    Less,

    /// <summary>It is a number above the value.</summary>
    Greater,

    /// <summary>A regular expression finds something in its text.</summary>
    Matches,

    /// <summary>It is there; an array or structure is when it holds a value.</summary>
    Exists,

    /// <summary>It is not there; an array or structure is not when it holds no value.</summary>
    Absent,
}
