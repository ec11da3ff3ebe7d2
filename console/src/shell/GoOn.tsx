import { Navigate, useSearchParams } from 'react-router';
import { localPath } from '../pages/signin/provider';

/** Where the sign-in page leads once somebody is signed in. */
export function GoOn() {
  const [params] = useSearchParams();
  return <Navigate to={localPath(params.get('to'))} replace />;
}
