namespace Isobar.Server.Api;

/// <summary>One operation of the API.</summary>
internal interface IOperation
{
    /// <summary>Its name, which is the action of policies too.</summary>
    string Name => GetType().Name;

    /// <summary>Its HTTP method.</summary>
    string Method { get; }

    /// <summary>Its path; `{}` stands for a label.</summary>
    string Path { get; }

    /// <summary>The names of its errors.</summary>
    ErrorFamily Errors => ErrorFamily.Monitors;

    /// <summary>Carries a request out.</summary>
    /// <exception cref="ApiException">It ends with a modelled error.</exception>
    OperationAnswer Execute(OperationInput input);
}
